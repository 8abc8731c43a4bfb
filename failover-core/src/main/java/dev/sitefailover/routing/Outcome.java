package dev.sitefailover.routing;

import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, without exceptions for what is normal at a site switch.
 *
 * @param <T> what the call returns
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** The site answered. */
    record Answered<T extends @Nullable Object>(T value, Site site, Epoch epoch) implements Outcome<T> {}

    /** The site answered with a business error, passed on unchanged; never counted against the site. */
    record TurnedDown<T extends @Nullable Object>(Throwable error, Site site, Epoch epoch) implements Outcome<T> {}

    /**
     * Nothing happened, or nothing that sending again would double: no route, not sent, refused; or a read-only or
     * idempotent call that got no answer in time.
     *
     * @param reason in words
     * @param delivery of the last attempt; IN_DOUBT when any attempt was
     * @param error of the last attempt, if there was one
     */
    record Undelivered<T extends @Nullable Object>(String reason, Delivery delivery, @Nullable Throwable error)
            implements Outcome<T> {}

    /** A once-only call was sent and its outcome is unknown; the entry is in the register. */
    record Doubtful<T extends @Nullable Object>(InDoubtEntry entry) implements Outcome<T> {}

    /** True for {@link Answered}. */
    default boolean isAnswered() {
        return this instanceof Answered;
    }
}
