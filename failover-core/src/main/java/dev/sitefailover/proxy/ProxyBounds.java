package dev.sitefailover.proxy;

import java.time.Duration;

/** The bounds that parameters share; every message names field, value and bound. */
final class ProxyBounds {
    private static final Duration LONGEST = Duration.ofDays(365);

    private ProxyBounds() {}

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must be >= 0, was " + value);
        }
    }

    static void positive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " must be > 0, was " + value);
        }
    }

    static void positive(String field, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(field + " must be longer than PT0S");
        }
    }

    static Duration duration(String field, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " must be from PT0S to P365D, was " + value);
        }
        return value;
    }

    static void probability(String field, double value) {
        if (!(value >= 0 && value <= 1)) { // so that NaN fails too
            throw new IllegalArgumentException(field + " must be from 0 to 1, was " + value);
        }
    }
}
