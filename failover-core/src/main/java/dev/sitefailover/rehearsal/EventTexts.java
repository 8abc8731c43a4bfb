package dev.sitefailover.rehearsal;

import dev.sitefailover.control.SwitchEvent;

/** The engine's events in words, for the trace. */
final class EventTexts {
    private EventTexts() {}

    static void explain(SwitchEvent event, Journal journal) {
        if (event instanceof SwitchEvent.HealthChanged e) {
            journal.explain("health", e.site() + " " + e.before() + " -> " + e.after());
        } else if (event instanceof SwitchEvent.ImpairmentChanged e) {
            journal.explain("impairment", e.site() + (e.impaired() ? ": calls fail" : ": calls work again"));
        } else if (event instanceof SwitchEvent.LossDetected e) {
            journal.explain("loss-detected", e.site() + ": " + e.why());
        } else if (event instanceof SwitchEvent.Decided e) {
            journal.explain("decided", e.aim() + " " + e.site() + ": " + e.reason());
        } else if (event instanceof SwitchEvent.Granted e) {
            journal.explain("granted", "epoch " + e.epoch() + " at " + e.to());
        } else if (event instanceof SwitchEvent.Activated e) {
            journal.explain("activated", e.site() + " in epoch " + e.epoch());
        } else if (event instanceof SwitchEvent.Published e) {
            journal.explain("routed", e.site() + " in epoch " + e.epoch());
        } else if (event instanceof SwitchEvent.Withdrawn e) {
            journal.explain("withdrawn", e.site() + ": " + e.why());
        } else if (event instanceof SwitchEvent.AttemptFailed e) {
            journal.explain("attempt-failed", e.site() + ": " + e.why());
        } else if (event instanceof SwitchEvent.Moved e) {
            journal.explain(
                    "switchover",
                    e.switchover().from() + " -> " + e.switchover().to());
        } else if (event instanceof SwitchEvent.Settled e) {
            journal.explain(
                    "declared-move", e.outcome().kind() + ": " + e.outcome().detail());
        }
    }
}
