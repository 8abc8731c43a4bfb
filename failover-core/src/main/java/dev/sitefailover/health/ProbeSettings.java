package dev.sitefailover.health;

import java.time.Duration;

/**
 * How often sites are probed and how many answers it takes to believe them. Immutable; {@code with...} methods copy.
 *
 * <p>Worst case until a dead site is known to be DOWN: {@code interval × fall + timeout}, where a timeout longer than the
 * interval stretches the interval ({@link #spacing()}). Worst case until a site that
 * opens is known to be SERVING: {@code interval × rise + timeout}.
 *
 * @param interval from the start of one probe to the start of the next, whatever the first one takes; default 1 s
 * @param timeout a probe without an answer counts as DOWN after this; default 500 ms
 * @param rise so many better answers in a row raise a site's health; default 2
 * @param fall so many worse answers in a row lower it; default 3
 */
public record ProbeSettings(Duration interval, Duration timeout, int rise, int fall) {
    /** Into how many parts the interval is divided for the pause between probes of a suspect. */
    static final int HASTE = 100;
    /** Into how many parts the interval is divided for how long an unfounded suspicion is not repeated. */
    static final int TRUST = 20;

    private static final ProbeSettings DEFAULTS =
            new ProbeSettings(Duration.ofSeconds(1), Duration.ofMillis(500), 2, 3);

    public ProbeSettings {
        positive("interval", interval);
        positive("timeout", timeout);
        atLeastOne("rise", rise);
        atLeastOne("fall", fall);
    }

    public static ProbeSettings defaults() {
        return DEFAULTS;
    }

    /**
     * From the start of one probe that is not answered to the start of the next: the interval, or as many intervals as
     * the timeout fills, since one probe is under way at a time.
     */
    public Duration spacing() {
        long filled = (timeout.toNanos() + interval.toNanos() - 1) / interval.toNanos();
        return interval.multipliedBy(Math.max(1, filled));
    }

    public ProbeSettings withInterval(Duration newInterval) {
        return new ProbeSettings(newInterval, timeout, rise, fall);
    }

    public ProbeSettings withTimeout(Duration newTimeout) {
        return new ProbeSettings(interval, newTimeout, rise, fall);
    }

    public ProbeSettings withRise(int newRise) {
        return new ProbeSettings(interval, timeout, newRise, fall);
    }

    public ProbeSettings withFall(int newFall) {
        return new ProbeSettings(interval, timeout, rise, newFall);
    }

    private static void positive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("probe " + field + " must be > 0, was " + value);
        }
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("probe " + field + " must be >= 1, was " + value);
        }
    }
}
