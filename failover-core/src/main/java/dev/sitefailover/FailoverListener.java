package dev.sitefailover;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;

/**
 * Hears what the engine does. Every listener gets its events in order, one at a time, on the runtime's executor and
 * never under a lock of the engine: one that throws is logged, one that is slow holds up only itself, and one that is
 * more than 10,000 events behind misses some, which is logged.
 */
public interface FailoverListener {

    /** Health, decisions, stages of a switchover, overrides. */
    void on(SwitchEvent event);

    /** A once-only call went in doubt. */
    default void inDoubt(InDoubtEntry entry) {}

    /** An enquiry settled an entry. */
    default void settled(InDoubtEntry entry, Finding finding) {}

    /** Ends the listening. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        /** From now on the listener hears nothing; idempotent. */
        @Override
        void close();
    }
}
