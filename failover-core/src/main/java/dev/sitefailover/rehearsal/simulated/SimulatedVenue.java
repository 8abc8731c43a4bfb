package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.rehearsal.Performance;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.Venue;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.runtime.Crew;
import dev.sitefailover.simulation.VirtualTime;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Rehearses under virtual time against simulated sites. The result depends on rundown and seed alone, not on the number
 * of threads. Immutable.
 */
public final class SimulatedVenue implements Venue {
    private final int threads;
    private final Cell.Times times;

    private SimulatedVenue(int threads, Cell.Times times) {
        this.threads = threads;
        this.times = times;
    }

    /** With a thread per processor. */
    public static SimulatedVenue create() {
        return new SimulatedVenue(0, VirtualTime::new);
    }

    /** With so many threads, 1 or more. */
    public SimulatedVenue threads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads must be >= 1, was " + number);
        }
        return new SimulatedVenue(number, times);
    }

    SimulatedVenue times(Cell.Times other) {
        return new SimulatedVenue(threads, other);
    }

    @Override
    public String name() {
        return ReportHeader.SIMULATED;
    }

    @Override
    public Performance open(Rundown rundown, long seed, RehearsalEvents events, Consumer<Instant> passing) {
        Crew crew = threads == 0 ? Crew.perProcessor() : Crew.of(threads);
        try {
            return new SimulatedPerformance(rundown, seed, events, passing, crew, times);
        } catch (Throwable e) {
            crew.close();
            throw e;
        }
    }
}
