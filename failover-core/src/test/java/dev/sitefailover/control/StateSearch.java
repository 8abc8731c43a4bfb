package dev.sitefailover.control;

import dev.sitefailover.control.ModelledSites.Happening;
import dev.sitefailover.health.SiteHealth;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Visits every world that can be reached, breadth first, so that a broken rule comes with a shortest way to it. */
final class StateSearch {
    private final Machine machine;
    private final ModelledSites model;
    private final List<Site> sites;
    private final Invariants invariants;
    private final boolean automatic;
    private final long farthest;
    private final int healingBound;

    private final Map<String, Integer> seen = new HashMap<>(1 << 18);
    private final Set<String> healed = new HashSet<>(1 << 17);
    private final List<Integer> parents = new ArrayList<>();
    private final List<Happening> ways = new ArrayList<>();
    private long transitions;
    private int longestHealing;

    StateSearch(Machine machine, ModelledSites model, boolean automatic, long farthest, int healingBound) {
        this.machine = machine;
        this.model = model;
        this.sites = model.sites();
        this.invariants = new Invariants(model, automatic);
        this.automatic = automatic;
        this.farthest = farthest;
        this.healingBound = healingBound;
    }

    /**
     * What was found.
     *
     * @param closed whether every reachable world was visited
     * @param longestHealing most inputs it took from any world to a route
     */
    record Found(int worlds, long transitions, int depth, boolean closed, int longestHealing) {}

    Found run(int maxDepth) {
        ArrayDeque<World> level = new ArrayDeque<>();
        ArrayDeque<Integer> numbers = new ArrayDeque<>();
        World first = model.initial();
        visit(first.canonical(0, farthest), -1, Happening.TIME_PASSES, level, numbers);
        int depth = 0;
        while (!level.isEmpty() && depth < maxDepth) {
            depth++;
            for (int left = level.size(); left > 0; left--) {
                expand(level.remove(), numbers.remove(), level, numbers);
            }
        }
        return new Found(seen.size(), transitions, depth, level.isEmpty(), longestHealing);
    }

    private void expand(World world, int number, ArrayDeque<World> level, ArrayDeque<Integer> numbers) {
        Happening last = Happening.TIME_PASSES;
        try {
            if (world.state().phase() == Phase.NEW) {
                last = Happening.of(new Input.Start(sites.get(0)));
                step(world, last, number, level, numbers);
                return;
            }
            for (Happening happening : model.whatCanHappen(world)) {
                last = happening;
                step(world, happening, number, level, numbers);
            }
            last = Happening.TIME_PASSES;
            heal(world);
        } catch (Invariants.Violated | IllegalArgumentException e) {
            throw new AssertionError(
                    e.getMessage() + "\n  way there: " + wayTo(number) + "\n  then: " + last + "\n  in: " + world, e);
        }
    }

    private void step(
            World world, Happening happening, int number, ArrayDeque<World> level, ArrayDeque<Integer> numbers) {
        transitions++;
        World after;
        if (happening.input().isEmpty()) {
            after = world.canonical(1, farthest);
        } else {
            after = apply(world, happening, 0).canonical(0, farthest);
        }
        visit(after, number, happening, level, numbers);
    }

    private World apply(World world, Happening happening, long now) {
        Input input = happening.input().get(0);
        return invariants.carryOut(world, happening, input, machine.apply(world.state(), input, now), now);
    }

    private void visit(World world, int parent, Happening way, ArrayDeque<World> level, ArrayDeque<Integer> numbers) {
        int number = seen.size();
        if (seen.putIfAbsent(world.key(), number) == null) {
            parents.add(parent);
            ways.add(way);
            level.add(world);
            numbers.add(number);
        }
    }

    /** From here on one site serves and every effect is answered well: calls must soon go there. */
    private void heal(World world) {
        Phase phase = world.state().phase();
        if (phase == Phase.CLOSING || phase == Phase.CLOSED) {
            return;
        }
        if (automatic) {
            for (Site survivor : sites) {
                heal(world, survivor);
            }
        } else {
            Procedure p = world.state().procedure();
            heal(world, p == null || phase == Phase.UNDOING ? world.state().assigned() : p.site());
        }
    }

    private void heal(World start, Site survivor) {
        World w = start;
        long now = 0;
        int inputs = sites.size(); // at most so many changes of health
        for (Site site : sites) {
            Health health = site.equals(survivor) ? Health.SERVING : Health.DOWN;
            if (w.state().site(site).health() != health) {
                w = apply(w, Happening.of(new Input.HealthChanged(site, SiteHealth.of(health, now))), now);
            }
        }
        // Most worlds are the same once the sites' health is: each of these is healed once.
        w = w.canonical(now, farthest);
        if (!healed.add(sites.indexOf(survivor) + w.key())) {
            return;
        }
        while (!survivor.equals(w.state().routed())) {
            inputs++;
            SwitchState s = w.state();
            int due = dueAnswer(w);
            if (due >= 0) {
                Input answer = ModelledSites.goodAnswer(w.unanswered().get(due), s);
                w = apply(w, new Happening(List.of(answer), due), now);
            } else if (s.reviewAt() != Situation.NEVER) {
                now = Math.max(now, s.reviewAt());
                w = apply(w, Happening.of(new Input.Tick()), now);
            } else {
                throw new Invariants.Violated("healing " + survivor + " leads nowhere: nothing is awaited in " + w);
            }
            Invariants.check(inputs <= healingBound, "healing leads to a route");
        }
        longestHealing = Math.max(longestHealing, inputs);
    }

    private static int dueAnswer(World w) {
        for (int i = 0; i < w.unanswered().size(); i++) {
            if (ModelledSites.procedureOf(w.unanswered().get(i)) == w.state().procedures()) {
                return i;
            }
        }
        return -1;
    }

    private String wayTo(int number) {
        List<String> way = new ArrayList<>();
        for (int at = number; at > 0; at = parents.get(at)) {
            way.add(ways.get(at).toString());
        }
        Collections.reverse(way);
        return String.join("\n    ", way);
    }
}
