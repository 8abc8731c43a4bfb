package dev.sitefailover.control;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

    /** A request for the same site comes along. */
    Procedure joinedBy(long id, long deadline) {
        List<Long> all = Stream.concat(requests.stream(), Stream.of(id)).toList();
        return with(epoch, all, Math.max(retryUntil, deadline), drainedAt, deactivatedAt, grantedAt, activatedAt);
    }

    Procedure withoutRequests() {
        return with(epoch, List.of(), retryUntil, drainedAt, deactivatedAt, grantedAt, activatedAt);
    }

    Procedure drained(long at) {
        return with(epoch, requests, retryUntil, at, deactivatedAt, grantedAt, activatedAt);
    }

    Procedure deactivated(long at) {
        return with(epoch, requests, retryUntil, drainedAt, at, grantedAt, activatedAt);
    }

    Procedure in(Epoch kept) {
        return with(kept, requests, retryUntil, drainedAt, deactivatedAt, grantedAt, activatedAt);
    }

    Procedure granted(Epoch granted, long at) {
        return with(granted, requests, retryUntil, drainedAt, deactivatedAt, at, activatedAt);
    }

    Procedure activated(long at) {
        return with(epoch, requests, retryUntil, drainedAt, deactivatedAt, grantedAt, at);
    }

    private Procedure with(
            Epoch newEpoch,
            List<Long> newRequests,
            long newRetryUntil,
            @Nullable Long newDrainedAt,
            @Nullable Long newDeactivatedAt,
            @Nullable Long newGrantedAt,
            @Nullable Long newActivatedAt) {
        return new Procedure(
                number,
                aim,
                site,
                newEpoch,
                forced,
                declared,
                reason,
                newRequests,
                newRetryUntil,
                drainFor,
                lossDetectedAt,
                decidedAt,
                newDrainedAt,
                newDeactivatedAt,
                newGrantedAt,
                newActivatedAt);
    }
}
