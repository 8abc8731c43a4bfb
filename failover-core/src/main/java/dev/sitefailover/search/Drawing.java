package dev.sitefailover.search;

import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws one scenario, a stream for each concern. */
final class Drawing {
    private static final Span SOON = Span.of("PT0.1S", "PT20S");
    private static final Span HELD = Span.of("PT5S", "PT1M");
    private static final Span STEP = Span.of("PT1S", "PT1H");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ScenarioSpace space;
    private final long seed;
    private final List<Act> acts = new ArrayList<>();
    private final Duration length;
    private final List<SiteSettings> sites;
    private final int gateways;
    private final ClientSettings client;

    Drawing(ScenarioSpace space, long seed) {
        this.space = space;
        this.seed = seed;
        this.sites = sites(dice("sites"));
        this.gateways = dice("gateways").number(space.gateways());
        this.client = client(dice("client"));
        Duration left = space.lasting().minus(Settling.of(client)).minus(client.callTimeout());
        this.length = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private Dice dice(String concern) {
        return new Dice(Chance.of(seed, "scenario/" + concern));
    }

    Scenario draw() {
        faults(dice("faults"));
        people(dice("acts"));
        Dice dice = dice("workload");
        Workload workload = dice.pick(space.workloads());
        boolean keys = dice("keys").happens(space.sites().keys());
        return new Scenario(seed, sites, gateways, length, workload, client, keys, acts);
    }

    private List<SiteSettings> sites(Dice dice) {
        ScenarioSpace.SiteSpace drawn = space.sites();
        List<SiteSettings> all = new ArrayList<>();
        int number = dice.number(drawn.number());
        for (int i = 0; i < number; i++) {
            SiteSettings site = SiteSettings.of(name(i)).trailing(dice.pick(drawn.lags()));
            boolean always = dice.happens(drawn.serveAlways());
            all.add(i > 0 && always ? site.servingAlways() : site);
        }
        return all;
    }

    private static String name(int index) {
        return index == 0 ? "primary" : index == 1 ? "secondary" : "site-" + (index + 1);
    }

    private ClientSettings client(Dice dice) {
        ScenarioSpace.ClientSpace drawn = space.clients();
        return new ClientSettings(
                new ClientSettings.Probe(
                        dice.pick(drawn.probeIntervals()),
                        dice.pick(drawn.probeTimeouts()),
                        dice.number(drawn.rise()),
                        dice.number(drawn.fall())),
                dice.pick(drawn.callTimeouts()),
                dice.pick(drawn.failover()),
                dice.pick(drawn.failback()),
                dice.pick(drawn.stableFor()));
    }

    // -- faults

    private void faults(Dice dice) {
        ScenarioSpace.FaultSpace drawn = space.faults();
        List<FaultChoice> enabled = dice.some(drawn.kinds());
        int number = enabled.isEmpty() ? 0 : dice.number(drawn.number());
        for (int i = 0; i < number; i++) {
            Occurrence fault = dice.pick(enabled).draw(dice);
            Duration lasting = dice.span(drawn.lasting());
            boolean endless = dice.happens(drawn.untilRestored());
            Occurrence occurrence = endless ? fault : fault.lasting(lasting);
            Duration at = dice.time(Duration.ZERO, length);
            int site = (int) dice.chance().below(sites.size());
            strike(dice, at, site, occurrence);
            if (dice.happens(drawn.correlated())) {
                int other = (site + 1 + (int) dice.chance().below(sites.size() - 1)) % sites.size();
                strike(dice, at.plus(dice.span(SOON)), other, occurrence);
            }
            Duration again = at.plus(lasting).plus(dice.span(SOON));
            while (!endless && dice.happens(drawn.relapses())) {
                strike(dice, again, site, occurrence);
                again = again.plus(lasting).plus(dice.span(SOON));
            }
        }
    }

    /** A site that crashed is often followed by another one's promotion. */
    private void strike(Dice dice, Duration at, int site, Occurrence fault) {
        add(new Act.Inflict(at, id(site), fault));
        if (fault.fault() instanceof Crash && space.acts().kinds().contains(ActKind.PROMOTE) && dice.happens(0.5)) {
            int other = (site + 1 + (int) dice.chance().below(sites.size() - 1)) % sites.size();
            add(new Act.Promote(at.plus(dice.span(SOON)), id(other)));
        }
    }

    /** What would come after the end does not come. */
    private void add(Act act) {
        if (act.at().compareTo(length) <= 0) {
            acts.add(act);
        }
    }

    private String id(int site) {
        return sites.get(site).site().id();
    }

    // -- people

    private void people(Dice dice) {
        List<ActKind> enabled = dice.some(space.acts().kinds());
        int number = enabled.isEmpty() ? 0 : dice.number(space.acts().number());
        for (int i = 0; i < number; i++) {
            person(dice, dice.pick(enabled), dice.time(Duration.ZERO, length));
        }
    }

    private void person(Dice dice, ActKind kind, Duration at) {
        int site = (int) dice.chance().below(sites.size());
        int other = (site + 1 + (int) dice.chance().below(sites.size() - 1)) % sites.size();
        int gateway = (int) dice.chance().below(gateways);
        switch (kind) {
            case PROMOTE -> add(new Act.Promote(at, id(site)));
            case STAND_BY -> {
                add(new Act.StandBy(at, id(site)));
                add(new Act.Promote(at.plus(dice.span(SOON)), id(other)));
            }
            case RESYNCHRONISE -> add(new Act.Resynchronise(at, id(site), id(other)));
            case RESTORE -> add(new Act.Restore(at, id(site)));
            case DECLARE -> add(new Act.Declare(at, gateway, id(site)));
            case HOLD -> add(new Act.Hold(at, gateway, dice.span(HELD)));
            case RESTART -> add(new Act.Restart(at, gateway));
            case STEP_CLOCK -> {
                Duration by = dice.span(STEP);
                add(new Act.StepClock(at, dice.happens(0.5) ? by : by.negated()));
            }
        }
    }
}
