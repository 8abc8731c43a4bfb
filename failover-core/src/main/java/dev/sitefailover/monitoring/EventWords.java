package dev.sitefailover.monitoring;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import java.time.Duration;

/** The engine's events as sentences for people, one line each, without the time: for a timeline or a failed test. */
public final class EventWords {

    private EventWords() {}

    /** Whether the event explains a run; those between the stages of a move do not. */
    public static boolean matters(SwitchEvent event) {
        return !(event instanceof SwitchEvent.PhaseChanged
                || event instanceof SwitchEvent.Granted
                || event instanceof SwitchEvent.Activated);
    }

    /** What the event says. */
    public static String of(SwitchEvent event) {
        if (event instanceof SwitchEvent.HealthChanged e) {
            return e.site() + " is " + e.after() + ", was " + e.before();
        } else if (event instanceof SwitchEvent.ImpairmentChanged e) {
            return e.impaired()
                    ? "calls fail at " + e.site() + " although probes pass"
                    : "calls work again at " + e.site();
        } else if (event instanceof SwitchEvent.LossDetected e) {
            return "lost " + e.site() + ": " + e.why();
        } else if (event instanceof SwitchEvent.Published e) {
            return "calls go to " + e.site() + " in epoch " + e.epoch();
        } else if (event instanceof SwitchEvent.Withdrawn e) {
            return "calls go nowhere, " + e.site() + " was left: " + e.why();
        } else if (event instanceof SwitchEvent.PolicyFailed e) {
            return "the policy failed: " + e.why();
        } else if (event instanceof SwitchEvent.Closed) {
            return "closed";
        }
        return ofProcedure(event);
    }

    private static String ofProcedure(SwitchEvent event) {
        if (event instanceof SwitchEvent.Decided e) {
            String aim =
                    switch (e.aim()) {
                        case ATTACH -> "attach to ";
                        case MOVE -> "move to ";
                        case DETACH -> "leave ";
                    };
            return "decided to " + aim + e.site() + ": " + e.reason();
        } else if (event instanceof SwitchEvent.PhaseChanged e) {
            return "phase " + e.after() + " after " + e.before();
        } else if (event instanceof SwitchEvent.Granted e) {
            return "epoch " + e.epoch() + " granted for " + e.to();
        } else if (event instanceof SwitchEvent.Activated e) {
            return "logged on to " + e.site() + " in epoch " + e.epoch();
        } else if (event instanceof SwitchEvent.AttemptFailed e) {
            return e.site() + " was not reached: " + e.why();
        } else if (event instanceof SwitchEvent.Moved e) {
            return "moved from " + e.switchover().from() + " to "
                    + e.switchover().to() + " in epoch " + e.switchover().epoch();
        }
        return ofOperator(event);
    }

    private static String ofOperator(SwitchEvent event) {
        if (event instanceof SwitchEvent.Requested e) {
            return "a move to " + e.to() + " was requested: " + e.reason();
        } else if (event instanceof SwitchEvent.Settled e) {
            return "the requested move ended, " + e.outcome().kind() + ": "
                    + e.outcome().detail();
        } else if (event instanceof SwitchEvent.Held e) {
            return "automatic moves are held" + until(e.at(), e.until()) + ": " + e.reason();
        } else if (event instanceof SwitchEvent.Released e) {
            return "automatic moves are no longer held" + (e.expired() ? ", its time is over" : "");
        } else if (event instanceof SwitchEvent.Excluded e) {
            return e.site() + " is excluded" + until(e.at(), e.until()) + ": " + e.reason();
        } else if (event instanceof SwitchEvent.Included e) {
            return e.site() + " is no longer excluded" + (e.expired() ? ", its time is over" : "");
        }
        return event.toString(); // a kind added later is still told, if not yet in words
    }

    /** What a call in doubt says. */
    public static String inDoubt(InDoubtEntry entry) {
        return entry.operation().name() + " " + entry.key() + " is in doubt at " + entry.site() + " in epoch "
                + entry.epoch() + ": " + entry.reason();
    }

    /** What its end says. */
    public static String settled(InDoubtEntry entry, Finding finding) {
        return entry.operation().name() + " " + entry.key() + " is no longer in doubt: " + finding;
    }

    private static String until(long from, long to) {
        return to == SwitchEvent.NEVER ? "" : " for " + Duration.ofNanos(Math.max(0, to - from));
    }
}
