package dev.sitefailover.control;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something under way that takes several steps: attaching, moving or leaving. Immutable. Times are the runtime's
 * nanoseconds; a step that did not happen is null.
 *
 * @param number unique in one engine; answers carry it
 * @param aim what it is for
 * @param site where to; when leaving, where from
 * @param epoch the epoch of the site; {@link Epoch#NONE} before it is granted
 * @param forced business was impossible where we were
 * @param declared it carries out a declared move
 * @param requests the declared moves that end with it
 * @param retryUntil until then a declared move that failed may be tried again
 * @param drainFor calls in flight may take this long
 * @param lossDetectedAt when the old site was known to be lost
 * @param decidedAt when it began
 */
public record Procedure(
        long number,
        SwitchEvent.Aim aim,
        Site site,
        Epoch epoch,
        boolean forced,
        boolean declared,
        String reason,
        List<Long> requests,
        long retryUntil,
        Duration drainFor,
        @Nullable Long lossDetectedAt,
        long decidedAt,
        @Nullable Long drainedAt,
        @Nullable Long deactivatedAt,
        @Nullable Long grantedAt,
        @Nullable Long activatedAt) {

    Procedure withRequests(List<Long> ids) {
        return new Procedure(
                number,
                aim,
                site,
                epoch,
                forced,
                declared,
                reason,
                ids,
                retryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                drainedAt,
                deactivatedAt,
                grantedAt,
                activatedAt);
    }

    Procedure drained(long at) {
        return new Procedure(
                number,
                aim,
                site,
                epoch,
                forced,
                declared,
                reason,
                requests,
                retryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                at,
                deactivatedAt,
                grantedAt,
                activatedAt);
    }

    Procedure deactivated(long at) {
        return new Procedure(
                number,
                aim,
                site,
                epoch,
                forced,
                declared,
                reason,
                requests,
                retryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                drainedAt,
                at,
                grantedAt,
                activatedAt);
    }

    Procedure granted(Epoch newEpoch, long at) {
        return new Procedure(
                number,
                aim,
                site,
                newEpoch,
                forced,
                declared,
                reason,
                requests,
                retryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                drainedAt,
                deactivatedAt,
                at,
                activatedAt);
    }

    Procedure activated(long at) {
        return new Procedure(
                number,
                aim,
                site,
                epoch,
                forced,
                declared,
                reason,
                requests,
                retryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                drainedAt,
                deactivatedAt,
                grantedAt,
                at);
    }
}
