package dev.sitefailover;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;

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

    /**
     * The first call was answered since calls go to this site: business goes on. Told once for each time that calls
     * begin to go to a site; an answer that turned the call down does not count.
     *
     * @param at the runtime's nanoseconds
     */
    default void firstSuccess(Site site, Epoch epoch, long at) {}

    /** Ends the listening. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        /** From now on the listener hears nothing; idempotent. */
        @Override
        void close();
    }
}
