package dev.sitefailover.control;

import dev.sitefailover.control.ModelledSites.Happening;
import dev.sitefailover.control.World.Assignment;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries one step's effects out in the model and holds them against what must always be true. */
final class Invariants {
    private final ModelledSites model;
    private final boolean automatic;

    Invariants(ModelledSites model, boolean automatic) {
        this.model = model;
        this.automatic = automatic;
    }

    static final class Violated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violated(String what) {
            super(what, null, false, false);
        }
    }

    /** The world after the step; throws when the step breaks a rule. */
    World carryOut(World before, Happening happening, Input input, Step step, long now) {
        List<Effect> unanswered = new ArrayList<>(before.unanswered());
        int loggedOn = before.loggedOn();
        Effect answered = null;
        if (happening.answers() >= 0) {
            answered = unanswered.remove(happening.answers());
            if (answered instanceof Effect.Deactivate d) {
                loggedOn &= ~model.bit(d.from());
            } else if (answered instanceof Effect.Undo u) {
                loggedOn &= ~model.bit(u.to());
            }
            boolean stale =
                    ModelledSites.procedureOf(answered) != before.state().procedures();
            boolean harmless = step.state().phase() == before.state().phase()
                    && Objects.equals(step.state().procedure(), before.state().procedure())
                    && SwitchState.same(step.state().routed(), before.state().routed());
            check(!stale || harmless, "an answer of an older procedure changes nothing");
        }
        List<Long> requests = new ArrayList<>(before.requests());
        if (input instanceof Input.SwitchRequested r) {
            requests.add(r.id());
        }
        Assignment published = before.published();
        Assignment activated = before.activated();
        @Nullable Site route = before.state().routed();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish p) {
                boolean verified = answered instanceof Effect.Verify v
                        && input instanceof Input.Verified
                        && v.to().equals(p.to())
                        && v.epoch().equals(p.epoch());
                check(verified, "only a site just verified is published");
                check(loggedOn == model.bit(p.to()), "only the site logged on to is published");
                check(follows(published, p.to(), p.epoch()), "no two sites are routed in one epoch, epochs only grow");
                published = new Assignment(p.to(), p.epoch());
                route = p.to();
            } else if (effect instanceof Effect.Withdraw w) {
                check(w.from().equals(route), "only what is routed is withdrawn");
                route = null;
            } else if (effect instanceof Effect.Activate a) {
                check(loggedOn == 0, "at most one site is logged on to");
                check(route == null, "nothing is routed while a site is activated");
                check(follows(activated, a.to(), a.epoch()), "no two sites are activated in one epoch");
                loggedOn |= model.bit(a.to());
                activated = new Assignment(a.to(), a.epoch());
            } else if (effect instanceof Effect.Deactivate d) {
                check(route == null, "the route is closed before a site is left");
                check(loggedOn == model.bit(d.from()), "the site that is left is the one logged on to");
            } else if (effect instanceof Effect.Settle settled) {
                check(requests.remove(settled.requestId()), "a request ends once");
            } else if (effect instanceof Effect.Announce a && a.event() instanceof SwitchEvent.Decided decided) {
                decided(step.state(), decided, now);
            }
            if (ModelledSites.procedureOf(effect) >= 0) {
                unanswered.add(effect);
            }
        }
        World after = new World(step.state(), unanswered, loggedOn, published, activated, requests);
        holds(before, after, route, now);
        return after;
    }

    private static void decided(SwitchState state, SwitchEvent.Decided decided, long now) {
        if (decided.aim() == SwitchEvent.Aim.MOVE && !decided.declared()) {
            check(state.site(decided.site()).isServing(), "no automatic move to a site that is not serving");
            check(state.site(decided.site()).excludedUntil() <= now, "no automatic move to an excluded site");
            check(!state.isHeld(now), "no automatic move during a hold");
        }
    }

    private void holds(World before, World after, @Nullable Site route, long now) {
        SwitchState s = after.state();
        check(SwitchState.same(route, s.routed()), "the state says where calls go");
        check((s.phase() == Phase.ATTACHED) == (route != null), "calls go somewhere exactly when attached");
        check(route == null || after.loggedOn() == model.bit(route), "calls go to the one site logged on to");
        check(Integer.bitCount(after.loggedOn()) <= 1, "at most one site is logged on to");
        check(!before.state().epoch().isAfter(s.epoch()), "epochs only grow");
        long due = after.unanswered().stream()
                .filter(e -> s.procedure() != null
                        && ModelledSites.procedureOf(e) == s.procedure().number())
                .count();
        boolean works = s.procedure() != null;
        check(!works || due >= 1, "a procedure waits for an answer");
        boolean idle = s.phase().isIdle() || s.phase() == Phase.NEW || s.phase() == Phase.CLOSED;
        check(idle != works, "a procedure is under way exactly when the phase says so");
        check(s.phase() != Phase.CLOSED || after.loggedOn() == 0, "closed means logged on nowhere");
        int known = (s.pending() == null ? 0 : s.pending().ids().size())
                + (s.procedure() == null ? 0 : s.procedure().requests().size());
        check(known == after.requests().size(), "no request is forgotten");
        if (s.phase().isIdle()) {
            restsRightly(s, now);
        }
    }

    private void restsRightly(SwitchState s, long now) {
        SiteState ours = s.site(s.assigned());
        boolean attached = s.phase() == Phase.ATTACHED;
        check(!attached || ours.health() != Health.STANDBY, "a site that is closed for business is left");
        check(
                !attached || ours.health() != Health.DOWN || !ours.impaired(),
                "a site that probes and calls say is down is left");
        check(attached || !ours.isServing() || ours.retryAt() > now, "the assigned site is attached to when it serves");
        if (automatic && !s.isHeld(now) && (ours.health() == Health.DOWN || ours.health() == Health.STANDBY)) {
            List<SiteState> others = s.sites().stream()
                    .filter(site -> !site.site().equals(s.assigned()) && site.isServing())
                    .filter(site -> site.excludedUntil() == Situation.LONG_AGO && site.retryAt() <= now)
                    .toList();
            check(others.size() != 1, "the only survivor is never locked out");
        }
    }

    private static boolean follows(Assignment last, Site site, Epoch epoch) {
        return epoch.isAfter(last.epoch()) || (epoch.equals(last.epoch()) && site.equals(last.site()));
    }

    static void check(boolean holds, String rule) {
        if (!holds) {
            throw new Violated(rule);
        }
    }
}
