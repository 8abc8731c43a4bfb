package dev.sitefailover.control;

import java.time.Duration;

/**
 * How a declared move is to be made. Immutable; methods copy.
 *
 * @param drainFor calls in flight may take this long to finish
 * @param awaitPromotionFor wait this long for the wanted site to serve, calls going to the old site meanwhile; zero: it
 *     must serve already
 * @param reason why, for people and the record
 */
public record SwitchRequest(Duration drainFor, Duration awaitPromotionFor, String reason) {
    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

    public SwitchRequest {
        notNegative("drainFor", drainFor);
        notNegative("awaitPromotionFor", awaitPromotionFor);
    }

    /** Calls in flight may finish, for 5 s unless set. */
    public static SwitchRequest graceful() {
        return new SwitchRequest(DEFAULT_DRAIN, Duration.ZERO, "declared");
    }

    /** Calls in flight are cut off and become in doubt. */
    public static SwitchRequest abrupt() {
        return new SwitchRequest(Duration.ZERO, Duration.ZERO, "declared");
    }

    public SwitchRequest drainFor(Duration bound) {
        return new SwitchRequest(bound, awaitPromotionFor, reason);
    }

    public SwitchRequest awaitPromotionFor(Duration bound) {
        return new SwitchRequest(drainFor, bound, reason);
    }

    public SwitchRequest because(String why) {
        return new SwitchRequest(drainFor, awaitPromotionFor, why);
    }

    private static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("switch request " + field + " must be >= 0, was " + value);
        }
    }
}
