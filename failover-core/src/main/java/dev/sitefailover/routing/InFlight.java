package dev.sitefailover.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call from its start to its outcome. The state word decides every race: whoever moves it away from an attempt's
 * number ends that attempt, and with it the guard's permit, exactly once.
 *
 * <p>It is its own result, so that a call is one object: what an asynchronous caller is handed is the call itself. Where
 * nobody is handed one, nothing ever completes it.
 *
 * @param <R> what the caller is handed
 */
abstract class InFlight<R extends @Nullable Object> extends CompletableFuture<R> {
    /** Somebody is deciding what comes next. How a call begins; 0, as every field does: writing it would take a fence. */
    static final int DECIDING = 0;
    /** Has its outcome. */
    static final int DONE = -1;
    /** Not sent: waits for a route or for its next attempt. */
    static final int WAITING = -2;

    private static final VarHandle STANDING;

    static {
        try {
            STANDING = MethodHandles.lookup().findVarHandle(InFlight.class, "standing", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One of the constants above, or the number of the attempt now outstanding, from 1. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // through STANDING
    private volatile int standing;

    /** The deadline passed while somebody was deciding. */
    volatile boolean overdue;

    // guarded by the deadline list
    @Nullable
    InFlight<?> previous;

    @Nullable
    InFlight<?> next;

    boolean listed;

    @Nullable
    Drain drain;

    final DeadlineList deadlines;
    final long startedAt;
    final long deadline;

    InFlight(DeadlineList deadlines, long startedAt) {
        this.deadlines = deadlines;
        this.startedAt = startedAt;
        this.deadline = startedAt + deadlines.timeoutNanos();
    }

    /** The deadline has passed. */
    abstract void expire();

    /** When the attempt outstanding was sent. */
    abstract long sentAt();

    /**
     * Takes back the attempt outstanding in that epoch or an older one, if it may be sent again: its site was left.
     *
     * @return who then waits to be sent again, or null when there is nothing to take back or it sees to that itself
     */
    abstract WaitingRoom.@Nullable Guest recall(long epoch);

    /** The route of the attempt outstanding, or null while waiting. */
    abstract @Nullable Route<?> outstanding();

    final int standing() {
        return (int) STANDING.getVolatile(this);
    }

    final void standing(int to) {
        STANDING.setVolatile(this, to);
    }

    /** Has its outcome: whoever sees that late finds nothing to do either way, so it takes no fence. */
    final void done() {
        STANDING.setRelease(this, DONE);
    }

    final boolean move(int from, int to) {
        return STANDING.compareAndSet(this, from, to);
    }

    /** Off the books, with an answer from there: the end of the permit as well. */
    final void leaveAnswered(Route<?> from, long permit, long now) {
        if (!deadlines.answered(this, from, permit, now)) {
            from.guard().succeeded(permit, now - sentAt());
        }
        leaveDrain();
    }

    /** Off the books: neither deadline nor drain wait for it any more. */
    final void leave() {
        deadlines.remove(this);
        leaveDrain();
    }

    private void leaveDrain() {
        Drain d = drain;
        if (d != null) {
            drain = null; // off the list nobody makes it part of another
            d.left();
        }
    }
}
