package dev.sitefailover.examples.bench.measure;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds Java machines per subject and setting; the median is of them
 * @param warmUp before the first measurement, and before the first on more threads half of it
 * @param slice of one measurement; a Java machine takes the median of {@link #SLICES}
 * @param clock that operations are set against
 */
public record Effort(int rounds, Duration warmUp, Duration slice, Clock clock) {
    static final int SLICES = 5;

    /** After as many slices' time there are no more: an operation that cannot be cut off takes longer than one. */
    static final int MOST = 50;

    /** What time is. */
    public enum Clock {
        /** What passes for everybody. */
        WALL,
        /** What the thread was given of the processor: on a busy machine the only one; waiting for a lock is free. */
        PROCESSOR
    }

    public Effort {
        if (rounds < 1 || warmUp.isNegative() || slice.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "rounds and slice must be >= 1 and warmUp >= 0, were " + rounds + ", " + slice + ", " + warmUp);
        }
    }
}
