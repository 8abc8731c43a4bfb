package dev.sitefailover.rehearsal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears, in order, what explains a rehearsal: steps, faults, health changes, switchover stages, calls in doubt. */
@FunctionalInterface
public interface RehearsalEvents {

    /** Nobody listens. */
    RehearsalEvents NONE = event -> {};

    void on(RehearsalEvent event);

    /**
     * One event.
     *
     * @param at when
     * @param participant whose; null: the organiser's or the rehearsal's
     * @param type a short name in kebab case
     * @param text one line
     */
    record RehearsalEvent(Instant at, @Nullable String participant, String type, String text) {}
}
