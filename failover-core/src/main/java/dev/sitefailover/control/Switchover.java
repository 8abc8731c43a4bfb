package dev.sitefailover.control;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * One finished move between two sites. Immutable. Times are the runtime's nanoseconds; a stage that did not happen is
 * null.
 *
 * @param from where calls went before
 * @param to where calls go now
 * @param cause why, for people
 * @param declared by the organiser or the operator, rather than by policy
 * @param forced business was impossible at {@code from}
 * @param lossDetectedAt when the engine knew that {@code from} was lost; null in a planned move
 * @param targetServingAt when the engine knew that {@code to} serves
 * @param decidedAt when the move began
 * @param drainedAt when no call was in flight at {@code from}; null when nothing was drained
 * @param deactivatedAt when {@code from} was left; null when it had been left before
 * @param grantedAt when the epoch was granted; null when it was kept
 * @param activatedAt when {@code to} was logged on to
 * @param publishedAt when {@code to} was verified and calls began to go there
 */
public record Switchover(
        Site from,
        Site to,
        Epoch epoch,
        String cause,
        boolean declared,
        boolean forced,
        @Nullable Long lossDetectedAt,
        long targetServingAt,
        long decidedAt,
        @Nullable Long drainedAt,
        @Nullable Long deactivatedAt,
        @Nullable Long grantedAt,
        long activatedAt,
        long publishedAt) {}
