package dev.sitefailover.rehearsal.rundown;

import java.time.Duration;

/** The bounds of a rundown's values; every message names field, value and bound. */
final class RundownChecks {
    /** Sums of a few of these still fit into a long of nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** Anything more often than this would keep a machine busy with timers only. */
    static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);

    private RundownChecks() {}

    static void notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank, was \"" + value + "\"");
        }
    }

    static void duration(String field, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " must be from PT0S to P3650D, was " + value);
        }
    }

    static void period(String field, Duration value) {
        if (value.compareTo(SHORTEST_PERIOD) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " must be from PT0.001S to P3650D, was " + value);
        }
    }

    static void count(String field, int value, int least) {
        if (value < least || value > Rundown.HIGHEST_COUNT) {
            throw new IllegalArgumentException(
                    field + " must be from " + least + " to " + Rundown.HIGHEST_COUNT + ", was " + value);
        }
    }

    static void rate(String field, double value) {
        // Written so that NaN fails too.
        if (!(value >= 0 && value <= Workload.HIGHEST)) {
            throw new IllegalArgumentException(field + " must be from 0 to 1000000, was " + value);
        }
    }
}
