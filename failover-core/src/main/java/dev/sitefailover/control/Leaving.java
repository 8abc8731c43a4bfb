package dev.sitefailover.control;

import dev.sitefailover.control.SwitchEvent.Aim;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.List;

/** Leaving the site we are at: for another one, for nowhere, or for good. It cannot fail. */
final class Leaving {
    private Leaving() {}

    /** Closes the route and lets calls in flight finish, unless the site is dead anyway; then leaves. */
    static void begin(Draft d, String why) {
        Procedure p = d.underWay();
        boolean drains = !p.drainFor().isZero() && d.site(d.assigned).health() != Health.DOWN;
        d.withdraw(why);
        if (drains) {
            d.to(Phase.DRAINING);
            d.emit(new Effect.Drain(p.number(), d.assigned, d.assignedIn, p.drainFor()));
        } else {
            deactivate(d, Phase.DEACTIVATING);
        }
    }

    static void drained(Draft d, long number) {
        if (!d.isUnderWay(number) || (d.phase() != Phase.DRAINING && d.phase() != Phase.CLOSING)) {
            return;
        }
        d.procedure = d.underWay().drained(d.now);
        deactivate(d, d.phase() == Phase.CLOSING ? Phase.CLOSING : Phase.DEACTIVATING);
    }

    static void deactivated(Draft d, long number) {
        if (!d.isUnderWay(number)) {
            return;
        }
        if (d.phase() == Phase.CLOSING) {
            closed(d);
        } else if (d.phase() == Phase.DEACTIVATING) {
            d.procedure = d.underWay().deactivated(d.now);
            if (d.underWay().aim() == Aim.DETACH) {
                d.to(Phase.DETACHED);
            } else {
                Arriving.begin(d);
            }
        }
    }

    /** Ends everything: whatever is logged on is left, whatever waits is told. */
    static void stop(Draft d, Duration drainFor) {
        Requests.endAll(d, "the engine was stopped");
        switch (d.phase()) {
            case ATTACHED -> {
                d.procedure = leave(d, drainFor, "stopped");
                boolean drains = !drainFor.isZero() && d.site(d.assigned).health() != Health.DOWN;
                d.withdraw("stopped");
                if (drains) {
                    d.to(Phase.CLOSING);
                    d.emit(new Effect.Drain(d.underWay().number(), d.assigned, d.assignedIn, drainFor));
                } else {
                    deactivate(d, Phase.CLOSING);
                }
            }
            case DRAINING -> {
                // A number of its own: the answer to the drain that is cut short is now a stale one.
                d.procedure = leave(d, Duration.ZERO, "stopped");
                deactivate(d, Phase.CLOSING);
            }
            case DEACTIVATING, UNDOING -> d.to(Phase.CLOSING);
            case ACTIVATING, VERIFYING -> {
                d.to(Phase.CLOSING);
                Arriving.undo(d);
            }
            case NEW, DETACHED, CLAIMING -> closed(d);
            case CLOSING, CLOSED -> {}
        }
    }

    static void closed(Draft d) {
        d.to(Phase.CLOSED);
        d.announce(new SwitchEvent.Closed(d.now));
    }

    /** A procedure that leaves the assigned site for nowhere. */
    static Procedure leave(Draft d, Duration drainFor, String why) {
        d.procedures++;
        return new Procedure(
                d.procedures,
                Aim.DETACH,
                d.assigned,
                d.assignedIn,
                true,
                false,
                why,
                List.of(),
                d.now,
                drainFor,
                d.lossDetectedAt,
                d.now,
                null,
                null,
                null,
                null);
    }

    private static void deactivate(Draft d, Phase phase) {
        Epoch epoch = d.assignedIn;
        if (d.phase() != phase) {
            d.to(phase);
        }
        d.emit(new Effect.Deactivate(d.underWay().number(), d.assigned, epoch, d.settings.deactivate()));
    }
}
