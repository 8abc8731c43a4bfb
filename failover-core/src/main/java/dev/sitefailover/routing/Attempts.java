package dev.sitefailover.routing;

import dev.sitefailover.guard.RetrySchedule;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.site.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What both kinds of call decide after an attempt; owned by whoever holds the call's DECIDING state. */
final class Attempts<C> {
    static final long FINAL = -1;

    private final Router<C> router;
    private final Operation operation;
    private final @Nullable String key;
    private RetrySchedule.@Nullable Attempts schedule;
    /** The number of the attempt that was made last, from 1. */
    int made;

    /** An earlier attempt may have arrived: whatever comes later, the call is not known to be unsent. */
    private boolean doubtful;

    Attempts(Router<C> router, Operation operation, @Nullable String key) {
        this.router = router;
        this.operation = operation;
        this.key = key;
    }

    /** How long to wait before the next attempt, or {@link #FINAL}. */
    long delayAfter(Delivery delivery, Throwable error, long now, long deadline) {
        doubtful |= delivery == Delivery.IN_DOUBT;
        if (delivery == Delivery.IN_DOUBT && !operation.mayRepeat()) {
            return FINAL;
        }
        if (schedule == null) {
            schedule = router.retries().begin();
        }
        long delay = schedule.nextDelayNanos(error);
        return delay < 0 || now + delay - deadline >= 0 ? FINAL : delay;
    }

    /** The attempt outstanding was taken back: it may have arrived. */
    void takenBack() {
        doubtful = true;
    }

    /** The outcome after an attempt that is not followed by another. */
    <T extends @Nullable Object> Outcome<T> outcome(
            Route<C> route, Delivery delivery, @Nullable Throwable error, Instant sentAt, String reason) {
        if (delivery == Delivery.IN_DOUBT && key != null && !operation.mayRepeat()) {
            InDoubtEntry entry = new InDoubtEntry(operation, key, route.site(), route.epoch(), sentAt, reason);
            router.enter(entry);
            return new Doubtful<>(entry);
        }
        return new Undelivered<>(reason, doubtful ? Delivery.IN_DOUBT : delivery, error);
    }

    /** The outcome of a call that is not sent, or not sent again. */
    <T extends @Nullable Object> Outcome<T> unsent(String reason, @Nullable Throwable error) {
        return new Undelivered<>(reason, doubtful ? Delivery.IN_DOUBT : Delivery.NOT_SENT, error);
    }
}
