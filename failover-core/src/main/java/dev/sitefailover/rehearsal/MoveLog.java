package dev.sitefailover.rehearsal;

import dev.sitefailover.control.Switchover;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times the stages of one client system's moves: what the engine tells of a move, the organiser's books, and the good
 * replies before and after it.
 */
final class MoveLog {
    /** No good reply yet. Good replies come by the million: their times are made instants when they are asked for. */
    private static final long NEVER = Long.MIN_VALUE;

    private final Station station;
    private final List<Open> moves = new ArrayList<>();
    private final List<Missed> misses = new ArrayList<>();
    private @Nullable Open waiting;
    private @Nullable Planned planned;
    private @Nullable Missed overdue;
    private long lastGood = NEVER;
    private long lastGoodBefore = NEVER;
    private long lastGoodEpoch;
    private long lostAt = NEVER;

    MoveLog(Station station) {
        this.station = station;
    }

    /** A move step of the rundown begins, and the site that served goes. */
    void planned(String from, Step.Move move, Instant since) {
        planned = new Planned(from, move.to(), move.shutdown() == Shutdown.GRACEFUL ? since : Instant.MAX);
        overdue = null;
    }

    /** A successful business reply from the site of that epoch. */
    void good(Epoch epoch, long now) {
        if (epoch.number() > lastGoodEpoch) {
            lastGoodBefore = lastGood;
            lastGoodEpoch = epoch.number();
        }
        if (epoch.number() == lastGoodEpoch) {
            lastGood = now;
        }
        Open open = waiting;
        if (open != null && epoch.equals(open.move.epoch())) {
            open.firstSuccess = at(now);
            waiting = null;
        }
    }

    /** The engine completed a move. It may tell so after the first reply from there. */
    void moved(Switchover move, int step) {
        boolean answered = lastGoodEpoch == move.epoch().number();
        Missed late = overdue;
        boolean comesLate = late != null && late.to.equals(move.to().id());
        if (late != null && comesLate) {
            // the client got there after all: one move, with its figures, in the name of its step
            misses.remove(late);
            overdue = null;
        }
        Open open = new Open(
                move,
                late != null && comesLate ? late.step : step,
                when(answered ? lastGoodBefore : lastGood),
                servingSince(move));
        open.decided = at(move.decidedAt());
        open.activated = at(move.publishedAt());
        open.lossDetected = lossDetected(move);
        moves.add(open);
        waiting = answered ? null : open;
        if (answered) {
            open.firstSuccess = when(lastGood);
        }
    }

    /** The site that calls went to is known to be lost. */
    void lost(long nanos) {
        lostAt = nanos;
    }

    /** Calls have somewhere to go again. */
    void routed() {
        lostAt = NEVER;
    }

    /** A move of the rundown that came to nothing, unless the engine has one under its name. */
    void missed(String from, String to, int step, Epoch epoch) {
        boolean listed = moves.stream()
                .anyMatch(open -> open.step == step && open.move.to().id().equals(to));
        if (!listed) {
            overdue = new Missed(
                    from,
                    to,
                    step,
                    epoch,
                    when(lastGood),
                    lossMissed(),
                    station.books().servingSince(to));
            misses.add(overdue);
        }
    }

    /** The loss that the client saw and did not answer with a move; none when the site closed as planned. */
    private @Nullable Instant lossMissed() {
        Instant detected = when(lostAt);
        Planned plan = planned;
        return detected != null && plan != null && !detected.isBefore(plan.gracefulSince) ? null : detected;
    }

    /** A site that closes as planned is not lost, unless it had been lost before. */
    private @Nullable Instant lossDetected(Switchover move) {
        Long nanos = move.lossDetectedAt();
        if (nanos == null) {
            return null;
        }
        Instant detected = at(nanos);
        Planned plan = planned;
        boolean foreseen = plan != null
                && plan.from.equals(move.from().id())
                && plan.to.equals(move.to().id())
                && !detected.isBefore(plan.gracefulSince);
        return foreseen ? null : detected;
    }

    /** How long the client systems' part of that step's moves to there took, where they arrived. */
    List<Duration> clientShares(int step, String to) {
        List<Duration> shares = new ArrayList<>();
        for (Open open : moves) {
            boolean asked = open.step == step && open.move.to().id().equals(to);
            Duration share = asked ? open.result("", "").clientShare() : null;
            if (share != null) {
                shares.add(share);
            }
        }
        return shares;
    }

    List<SwitchoverResult> results(String session, String participant) {
        List<SwitchoverResult> results = new ArrayList<>();
        moves.forEach(open -> results.add(open.result(session, participant)));
        misses.forEach(missed -> results.add(missed.result(session, participant)));
        return results;
    }

    private Instant servingSince(Switchover move) {
        Instant truth = station.books().servingSince(move.to().id());
        return truth == null ? at(move.targetServingAt()) : truth;
    }

    private @Nullable Instant when(long nanos) {
        return nanos == NEVER ? null : at(nanos);
    }

    private Instant at(long nanos) {
        return station.at(nanos);
    }

    /** @param gracefulSince when the site began to close as planned; {@link Instant#MAX} when it crashes */
    private record Planned(String from, String to, Instant gracefulSince) {}

    private record Missed(
            String from,
            String to,
            int step,
            Epoch epoch,
            @Nullable Instant lastGood,
            @Nullable Instant lossDetected,
            @Nullable Instant targetServing) {

        SwitchoverResult result(String session, String participant) {
            return new SwitchoverResult(
                    session,
                    step,
                    participant,
                    from,
                    to,
                    epoch.number(),
                    "did not follow in time",
                    lastGood,
                    lossDetected,
                    targetServing,
                    null,
                    null,
                    null);
        }
    }

    private static final class Open {
        private final Switchover move;
        private final int step;
        private final @Nullable Instant lastGood;
        private final Instant targetServing;
        private @Nullable Instant lossDetected;
        private @Nullable Instant decided;
        private @Nullable Instant activated;
        private @Nullable Instant firstSuccess;

        Open(Switchover move, int step, @Nullable Instant lastGood, Instant targetServing) {
            this.move = move;
            this.step = step;
            this.lastGood = lastGood;
            this.targetServing = targetServing;
        }

        SwitchoverResult result(String session, String participant) {
            return new SwitchoverResult(
                    session,
                    step,
                    participant,
                    move.from().id(),
                    move.to().id(),
                    move.epoch().number(),
                    (move.declared() ? "declared: " : "automatic: ") + move.cause(),
                    lastGood,
                    lossDetected,
                    targetServing,
                    decided,
                    activated,
                    firstSuccess);
        }
    }
}
