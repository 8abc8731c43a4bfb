package dev.sitefailover.health;

import dev.sitefailover.site.Health;

/**
 * One site's answer to one probe. Immutable.
 *
 * @param health {@link Health#SERVING}, {@link Health#STANDBY} or {@link Health#DOWN}; never unknown
 * @param detail why, for people; empty when there is nothing to say
 */
public record ProbeResult(Health health, String detail) {
    private static final ProbeResult SERVING = new ProbeResult(Health.SERVING, "");

    public ProbeResult {
        if (health == Health.UNKNOWN) {
            throw new IllegalArgumentException(
                    "health of a probe result must be SERVING, STANDBY or DOWN, was UNKNOWN");
        }
    }

    /** The site is open for business. */
    public static ProbeResult serving() {
        return SERVING;
    }

    /** The site answers, but is closed for business until it is promoted. */
    public static ProbeResult standby(String why) {
        return new ProbeResult(Health.STANDBY, why);
    }

    /** The site does not answer, or answers so that no business is possible. */
    public static ProbeResult down(String why) {
        return new ProbeResult(Health.DOWN, why);
    }

    public boolean isServing() {
        return health == Health.SERVING;
    }
}
