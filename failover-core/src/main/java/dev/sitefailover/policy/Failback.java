package dev.sitefailover.policy;

import java.time.Duration;

/**
 * Whether to return to a preferred site by itself. Immutable.
 *
 * @param isAutomatic whether to return without being told
 * @param stableFor the preferred site must have served this long without a break; 1 min unless set
 */
public record Failback(boolean isAutomatic, Duration stableFor) {
    private static final Duration DEFAULT_STABLE_FOR = Duration.ofMinutes(1);

    public Failback {
        if (stableFor.isNegative()) {
            throw new IllegalArgumentException("failback stableFor must be >= 0, was " + stableFor);
        }
    }

    /** Only when told to (the default): the organiser says when the primary is open again. */
    public static Failback declared() {
        return new Failback(false, DEFAULT_STABLE_FOR);
    }

    /** By itself, after 1 min of stable service. */
    public static Failback automatic() {
        return automatic(DEFAULT_STABLE_FOR);
    }

    /** By itself, after {@code stableFor} of stable service. */
    public static Failback automatic(Duration stableFor) {
        return new Failback(true, stableFor);
    }
}
