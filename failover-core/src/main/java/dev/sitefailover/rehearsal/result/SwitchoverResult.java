package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One participant's move between two sites, with its stages. A stage that did not happen is null. Immutable.
 *
 * @param session the session it happened in
 * @param step the index in that session of the move step it belongs to, or {@link #NO_STEP}
 * @param participant who moved
 * @param from the site left
 * @param to the site moved to
 * @param epoch the participant's epoch after the move
 * @param cause why it moved
 * @param lastGoodAt the last successful business reply before the move
 * @param lossDetectedAt when the site was held lost; null in a planned move
 * @param targetServingAt when the target opened for business
 * @param decidedAt when the move was decided
 * @param activatedAt when calls were routed to the target
 * @param firstSuccessAt the first successful business reply from the target
 */
public record SwitchoverResult(
        String session,
        int step,
        String participant,
        String from,
        String to,
        long epoch,
        String cause,
        @Nullable Instant lastGoodAt,
        @Nullable Instant lossDetectedAt,
        @Nullable Instant targetServingAt,
        @Nullable Instant decidedAt,
        @Nullable Instant activatedAt,
        @Nullable Instant firstSuccessAt) {

    /** The move belongs to no step: the client moved by itself. */
    public static final int NO_STEP = -1;

    public SwitchoverResult {
        Checks.notNegative("epoch", epoch);
        if (step < NO_STEP) {
            throw new IllegalArgumentException("step must be >= " + NO_STEP + ", was " + step);
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("a move must be between two sites, was from and to " + from);
        }
        Checks.ordered("decidedAt", decidedAt, "activatedAt", activatedAt);
        Checks.ordered("activatedAt", activatedAt, "firstSuccessAt", firstSuccessAt);
        Checks.ordered("decidedAt", decidedAt, "firstSuccessAt", firstSuccessAt);
    }

    /** firstSuccessAt − lastGoodAt; null without either. */
    public @Nullable Duration rto() {
        return lastGoodAt == null || firstSuccessAt == null ? null : Duration.between(lastGoodAt, firstSuccessAt);
    }

    /** max(0, targetServingAt − lastGoodAt): how long the organiser took; null when there is no {@link #rto}. */
    public @Nullable Duration organiserShare() {
        if (lastGoodAt == null || firstSuccessAt == null || targetServingAt == null) {
            return null;
        }
        Duration share = Duration.between(lastGoodAt, targetServingAt);
        return share.isNegative() ? Duration.ZERO : share;
    }

    /** rto − organiserShare: how long the participant's client took; null when there is no {@link #rto}. */
    public @Nullable Duration clientShare() {
        Duration whole = rto();
        Duration organiser = organiserShare();
        return whole == null || organiser == null ? null : whole.minus(organiser);
    }
}
