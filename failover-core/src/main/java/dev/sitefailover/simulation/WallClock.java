package dev.sitefailover.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What everybody's wall clock shows: steps change it, and it is remembered what it showed before. */
final class WallClock {
    private final Instant start;
    private final List<Step> steps = new ArrayList<>(0);
    private Duration stepped = Duration.ZERO;
    private Instant origin;
    private long originNanos;

    /** It was stepped at that nanosecond, and by how much before. */
    private record Step(long at, Duration before) {}

    WallClock(Instant start) {
        this.start = start;
        startFrom(start);
    }

    Instant at(long nanos) {
        return origin.plusNanos(nanos);
    }

    void step(long now, Duration by) {
        steps.add(new Step(now, stepped));
        stepped = stepped.plus(by);
        startFrom(start.plus(stepped));
    }

    private void startFrom(Instant instant) {
        origin = instant;
        originNanos = instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    /** Since 1970; wraps round where a long does. */
    long epochNanosAt(long nanos) {
        return originNanos + nanos;
    }

    /** The nanosecond at which it shows that, if it is not stepped any more. */
    long nanosAt(Instant instant) {
        return Duration.between(origin, instant).toNanos();
    }

    /**
     * The nanosecond up to {@code now} at which it showed that: the latest one where a step back made it show it twice,
     * that of the step where a step ahead made it show it never, and now where it will show it yet.
     */
    long whenItShowed(Instant instant, long now) {
        Duration by = stepped;
        long until = now;
        long notBefore = Long.MIN_VALUE;
        for (int i = steps.size(); i >= 0; i--) {
            long from = i == 0 ? Long.MIN_VALUE : steps.get(i - 1).at;
            long nanos = Duration.between(start.plus(by), instant).toNanos();
            if (nanos >= from && nanos <= until) {
                return nanos;
            }
            if (nanos > until) {
                notBefore = Math.max(notBefore, until);
            }
            if (i > 0) {
                by = steps.get(i - 1).before;
                until = from;
            }
        }
        return notBefore;
    }
}
