package dev.sitefailover.control;

import dev.sitefailover.policy.Damping;
import java.time.Duration;

/**
 * The bounds of a switchover. Immutable; {@code with...} methods copy.
 *
 * @param drain in an automatic move from a site that still answers, calls in flight may take this long; default 2 s
 * @param deactivate the old site may take this long to be left; default 1 s
 * @param claim the authority may take this long; default 2 s
 * @param activate the new site may take this long to be logged on to; default 5 s
 * @param verify the new site may take this long to say that it serves; default 1 s
 * @param retryAfter a site that was not reached is not tried again for this long, doubling with each failure; default
 *     500 ms
 * @param retryAtMost but never for longer than this; default 10 s
 * @param avoidImpaired a site left because calls failed is not chosen for this long, unless it is the only one; default
 *     1 min
 * @param review a policy that stays although another site serves is asked again after this; default 1 s
 * @param longestOverride a hold or an exclusion ends after this at the latest; default 24 h
 * @param damping limits on elective moves
 */
public record SwitchSettings(
        Duration drain,
        Duration deactivate,
        Duration claim,
        Duration activate,
        Duration verify,
        Duration retryAfter,
        Duration retryAtMost,
        Duration avoidImpaired,
        Duration review,
        Duration longestOverride,
        Damping damping) {
    private static final SwitchSettings DEFAULTS = new SwitchSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Damping.defaults());

    public SwitchSettings {
        notNegative("drain", drain);
        notNegative("deactivate", deactivate);
        positive("claim", claim);
        positive("activate", activate);
        positive("verify", verify);
        positive("retryAfter", retryAfter);
        if (retryAtMost.compareTo(retryAfter) < 0) {
            throw new IllegalArgumentException(
                    "switch retryAtMost must be >= retryAfter (" + retryAfter + "), was " + retryAtMost);
        }
        notNegative("avoidImpaired", avoidImpaired);
        positive("review", review);
        positive("longestOverride", longestOverride);
    }

    public static SwitchSettings defaults() {
        return DEFAULTS;
    }

    public SwitchSettings withDrain(Duration d) {
        return new SwitchSettings(
                d,
                deactivate,
                claim,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withDeactivate(Duration d) {
        return new SwitchSettings(
                drain,
                d,
                claim,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withClaim(Duration d) {
        return new SwitchSettings(
                drain,
                deactivate,
                d,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withActivate(Duration d) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                d,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withVerify(Duration d) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                activate,
                d,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    /** Back-off of a site that was not reached: first {@code after}, doubling up to {@code atMost}. */
    public SwitchSettings withRetry(Duration after, Duration atMost) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                activate,
                verify,
                after,
                atMost,
                avoidImpaired,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withAvoidImpaired(Duration d) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                d,
                review,
                longestOverride,
                damping);
    }

    public SwitchSettings withReview(Duration d) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                d,
                longestOverride,
                damping);
    }

    public SwitchSettings withLongestOverride(Duration d) {
        return new SwitchSettings(
                drain, deactivate, claim, activate, verify, retryAfter, retryAtMost, avoidImpaired, review, d, damping);
    }

    public SwitchSettings withDamping(Damping d) {
        return new SwitchSettings(
                drain,
                deactivate,
                claim,
                activate,
                verify,
                retryAfter,
                retryAtMost,
                avoidImpaired,
                review,
                longestOverride,
                d);
    }

    private static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("switch " + field + " must be >= 0, was " + value);
        }
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("switch " + field + " must be > 0, was " + value);
        }
    }
}
