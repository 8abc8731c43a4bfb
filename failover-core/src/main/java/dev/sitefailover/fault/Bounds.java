package dev.sitefailover.fault;

import java.time.Duration;

/** The bounds that parameters share; every message names field, value and bound. */
final class Bounds {
    /** Sums of a few of these still fit into a long of nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(3650);

    private Bounds() {}

    static void probability(String kind, String field, double value) {
        // Written so that NaN fails too.
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(kind + "." + field + " must be from 0 to 1, was " + value);
        }
    }

    static void duration(String kind, String field, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(kind + "." + field + " must be from PT0S to P3650D, was " + value);
        }
    }

    static void positive(String kind, String field, Duration value) {
        duration(kind, field, value);
        if (value.isZero()) {
            throw new IllegalArgumentException(kind + "." + field + " must be longer than PT0S, was " + value);
        }
    }
}
