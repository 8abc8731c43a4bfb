package dev.sitefailover.health;

import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Health;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * One site's answer to one probe. Immutable.
 *
 * @param health {@link Health#SERVING}, {@link Health#STANDBY} or {@link Health#DOWN}; never unknown
 * @param detail why, for people; empty when there is nothing to say
 * @param gone down, and nobody was there to ask: the connection was refused or could not be made
 */
public record ProbeResult(Health health, String detail, boolean gone) {
    private static final ProbeResult SERVING = new ProbeResult(Health.SERVING, "");

    public ProbeResult {
        if (health == Health.UNKNOWN) {
            throw new IllegalArgumentException(
                    "health of a probe result must be SERVING, STANDBY or DOWN, was UNKNOWN");
        }
        if (gone && health != Health.DOWN) {
            throw new IllegalArgumentException("a site that is gone is DOWN, was " + health);
        }
    }

    /** An answer, or none from a site that may be there. */
    public ProbeResult(Health health, String detail) {
        this(health, detail, false);
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

    /** There is nobody to ask: the connection was refused or could not be made. */
    public static ProbeResult gone(String why) {
        return new ProbeResult(Health.DOWN, why, true);
    }

    /** What a failed probe says: down, and gone where the failure is that no connection could be made. */
    public static ProbeResult of(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean gone = cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || (cause instanceof EndpointException endpoint
                        && endpoint.delivery() == Delivery.NOT_SENT
                        && !EndpointException.isKeptHere(cause));
        return new ProbeResult(Health.DOWN, String.valueOf(cause), gone);
    }

    public boolean isServing() {
        return health == Health.SERVING;
    }
}
