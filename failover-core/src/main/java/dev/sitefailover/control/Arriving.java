package dev.sitefailover.control;

import dev.sitefailover.control.SwitchEvent.Aim;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Arriving at a site: claim, activate, verify, publish; and taking back what did not work. */
final class Arriving {
    private Arriving() {}

    /** Claims an epoch, unless we return to the site and epoch that are still ours. */
    static void begin(Draft d) {
        Procedure p = d.underWay();
        boolean ours = p.aim() == Aim.ATTACH && !d.epoch.equals(Epoch.NONE) && d.assignedIn.equals(d.epoch);
        if (ours) {
            activate(d, d.epoch);
        } else {
            d.to(Phase.CLAIMING);
            d.emit(new Effect.Claim(p.number(), p.site(), d.epoch, p.reason(), d.settings.claim()));
        }
    }

    static void granted(Draft d, long number, Epoch epoch) {
        if (d.phase() != Phase.CLAIMING || !d.isUnderWay(number)) {
            return;
        }
        if (!epoch.isAfter(d.epoch)) {
            denied(d, number, "the authority granted epoch " + epoch + ", which does not come after " + d.epoch);
            return;
        }
        d.epoch = epoch;
        d.procedure = d.underWay().granted(epoch, d.now);
        d.announce(new SwitchEvent.Granted(d.now, number, d.underWay().site(), epoch));
        activate(d, epoch);
    }

    static void denied(Draft d, long number, String why) {
        if (d.phase() == Phase.CLAIMING && d.isUnderWay(number)) {
            failed(d, "no epoch was granted: " + why);
            d.to(Phase.DETACHED);
        }
    }

    static void activated(Draft d, long number) {
        if (d.phase() != Phase.ACTIVATING || !d.isUnderWay(number)) {
            return;
        }
        Procedure p = d.underWay().activated(d.now);
        d.procedure = p;
        d.announce(new SwitchEvent.Activated(d.now, number, p.site(), p.epoch()));
        d.to(Phase.VERIFYING);
        d.emit(new Effect.Verify(number, p.site(), p.epoch(), d.settings.verify()));
    }

    static void activateFailed(Draft d, long number, String why) {
        if (d.phase() == Phase.ACTIVATING && d.isUnderWay(number)) {
            failed(d, "not activated: " + why);
            d.to(Phase.UNDOING);
            undo(d);
        }
    }

    static void verifyFailed(Draft d, long number, String why) {
        if (d.phase() == Phase.VERIFYING && d.isUnderWay(number)) {
            failed(d, "not verified: " + why);
            d.to(Phase.UNDOING);
            undo(d);
        }
    }

    static void undone(Draft d, long number) {
        if (!d.isUnderWay(number)) {
            return;
        }
        if (d.phase() == Phase.CLOSING) {
            Leaving.closed(d);
        } else if (d.phase() == Phase.UNDOING) {
            d.to(Phase.DETACHED);
        }
    }

    /** Verified: only now do calls go there. */
    static void verified(Draft d, long number) {
        if (d.phase() != Phase.VERIFYING || !d.isUnderWay(number)) {
            return;
        }
        Procedure p = d.underWay();
        Site before = d.lastRouted;
        d.assigned = p.site();
        d.assignedIn = p.epoch();
        d.routed = p.site();
        d.lastRouted = p.site();
        d.lossDetectedAt = null;
        d.put(d.site(p.site()).withImpaired(false).withFailures(0, Situation.LONG_AGO));
        d.to(Phase.ATTACHED);
        d.emit(new Effect.Publish(p.site(), p.epoch()));
        d.announce(new SwitchEvent.Published(d.now, p.site(), p.epoch()));
        if (before != null && !SwitchState.same(before, p.site())) {
            moved(d, p, before);
        }
        Requests.settle(d, p.requests(), SwitchOutcome.Kind.SWITCHED, p.reason());
        Observations.loss(d);
    }

    static void undo(Draft d) {
        Procedure p = d.underWay();
        d.emit(new Effect.Undo(p.number(), p.site(), p.epoch(), d.settings.deactivate()));
    }

    private static void activate(Draft d, Epoch epoch) {
        Procedure p = d.underWay().in(epoch);
        d.procedure = p;
        d.to(Phase.ACTIVATING);
        d.emit(new Effect.Activate(p.number(), p.site(), epoch, d.settings.activate()));
    }

    private static void moved(Draft d, Procedure p, Site from) {
        List<Long> latest = new ArrayList<>(d.moves);
        latest.add(d.now);
        int surplus = latest.size() - d.settings.damping().moves();
        d.moves = List.copyOf(latest.subList(Math.max(0, surplus), latest.size()));
        Long activatedAt = p.activatedAt();
        d.announce(new SwitchEvent.Moved(
                d.now,
                new Switchover(
                        from,
                        p.site(),
                        p.epoch(),
                        p.reason(),
                        p.declared(),
                        p.forced(),
                        p.lossDetectedAt(),
                        d.site(p.site()).since(),
                        p.decidedAt(),
                        p.drainedAt(),
                        p.deactivatedAt(),
                        p.grantedAt(),
                        activatedAt == null ? d.now : activatedAt,
                        d.now)));
    }

    /** The site is left alone for a while, longer with each failure in a row, never longer than the bound. */
    private static void failed(Draft d, String why) {
        Procedure p = d.underWay();
        SiteState site = d.site(p.site());
        int failures = site.failures() + 1;
        long retryAt = d.now + backOff(d.settings, failures);
        // Counting on beyond the bound would only make states differ that behave the same.
        int kept =
                backOff(d.settings, site.failures()) == d.settings.retryAtMost().toNanos() ? site.failures() : failures;
        d.put(site.withFailures(kept, retryAt));
        d.announce(new SwitchEvent.AttemptFailed(d.now, p.number(), p.site(), why, kept, retryAt));
        Requests.attemptFailed(d, p, why, retryAt);
    }

    private static long backOff(SwitchSettings settings, int failures) {
        Duration wait = settings.retryAfter();
        for (int i = 1; i < failures && wait.compareTo(settings.retryAtMost()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        if (failures == 0) {
            return 0;
        }
        return Math.min(wait.toNanos(), settings.retryAtMost().toNanos());
    }
}
