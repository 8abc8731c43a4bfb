package dev.sitefailover.clearing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a greeting: proof of which site the participant reached.
 *
 * @param siteId the site that answers
 * @param position its position
 * @param environment {@link #PRODUCTION}, {@link #TEST} or a word of the site's own; null when it is not told
 * @param time the site's clock when it answered; null when it is not told
 */
public record Greeted(String siteId, Position position, @Nullable String environment, @Nullable Instant time)
        implements ClearingReply {

    /** Real business is done here. */
    public static final String PRODUCTION = "production";

    /** Nothing done here counts. */
    public static final String TEST = "test";

    /** A site that tells neither its environment nor its time. */
    public Greeted(String siteId, Position position) {
        this(siteId, position, null, null);
    }

    /** With the environment told. */
    public Greeted in(String environment) {
        return new Greeted(siteId, position, environment, time);
    }

    /** With the site's clock told. */
    public Greeted at(Instant time) {
        return new Greeted(siteId, position, environment, time);
    }
}
