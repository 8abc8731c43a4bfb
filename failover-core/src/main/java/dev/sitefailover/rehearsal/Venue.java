package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.rundown.Rundown;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where a rehearsal takes place: under virtual time against simulated sites, or live against real ones. The runner is
 * the same at every venue; a venue provides time, ways to the sites, and the organiser's hand on them.
 */
public interface Venue {

    /** {@code simulated} or {@code live}, as in the report. */
    String name();

    /**
     * Sets the sites up and gives every admitted participant its place; nothing runs yet.
     *
     * @param rundown what will be rehearsed
     * @param seed of every draw
     * @param events hears what explains the run; called in order
     * @param passing hears where in time the performance is, now and then
     */
    Performance open(Rundown rundown, long seed, RehearsalEvents events, Consumer<Instant> passing);
}
