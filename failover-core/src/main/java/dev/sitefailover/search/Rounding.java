package dev.sitefailover.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rounder times, roundest first. */
final class Rounding {
    private static final long[] UNITS = {60_000_000_000L, 10_000_000_000L, 1_000_000_000L, 100_000_000L, 1_000_000L};
    private static final long SMALLEST = 1_000_000;

    private Rounding() {}

    /** Earlier, and a multiple of more; none for one that is round already. */
    static List<Duration> down(Duration time) {
        List<Duration> rounder = new ArrayList<>();
        long nanos = time.toNanos();
        for (long unit : UNITS) {
            long rounded = nanos / unit * unit;
            if (rounded < nanos && !rounder.contains(Duration.ofNanos(rounded))) {
                rounder.add(Duration.ofNanos(rounded));
            }
        }
        return rounder;
    }

    /** Half as long, or rounder; at least a millisecond. */
    static List<Duration> shorter(Duration time) {
        List<Duration> shorter = new ArrayList<>();
        long half = time.toNanos() / 2 / SMALLEST * SMALLEST;
        if (half >= SMALLEST) {
            shorter.add(Duration.ofNanos(half));
        }
        for (Duration rounder : down(time)) {
            if (!rounder.isZero() && !shorter.contains(rounder)) {
                shorter.add(rounder);
            }
        }
        return shorter;
    }

    /** Half, in hundredths, down to one in a hundred. */
    static List<Double> smaller(double share) {
        double half = StrictMath.floor(share * 50) / 100;
        return half >= 0.01 && half < share ? List.of(half) : List.of();
    }
}
