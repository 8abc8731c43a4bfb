package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs on the caller's thread, and has to wait, is made again, or could not be in a slot. Its deadline
 * cannot take the thread back by itself: it asks the connector to abandon the call, and a call that ignores that is
 * listed as overdue until it returns.
 */
final class BlockingCall<C, T extends @Nullable Object, X extends Exception> extends InFlight<Outcome<T>> {
    private final Router<C> router;
    private final Operation operation;
    private final CallFunction<? super C, T, X> function;
    private final Attempts<C> attempts;
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Route<C> route;
    private long permit;
    private long sentAt;
    /** The call was taken back from a site that was left, and is made again. */
    private volatile boolean recalled;

    private boolean itsTurn;

    BlockingCall(
            Router<C> router,
            Operation operation,
            @Nullable String key,
            CallFunction<? super C, T, X> function,
            DeadlineList deadlines,
            long now) {
        super(deadlines, now);
        this.router = router;
        this.operation = operation;
        this.function = function;
        this.attempts = new Attempts<>(router, operation, key);
    }

    Outcome<T> run() {
        deadlines.add(this);
        return finish(null, null, null, Slot.Fate.IN_TIME);
    }

    /** Goes on after a first attempt, made in a slot, that was no plain answer in time; the slot is free again. */
    Outcome<T> goOn(Slot<C> slot, @Nullable T value, @Nullable Throwable error, Slot.Fate fate) {
        permit = slot.permit();
        sentAt = startedAt;
        attempts.made = 1;
        overdue = router.now() - deadline >= 0;
        deadlines.add(this);
        return finish(slot.route, value, error, fate);
    }

    /** @param sent where an attempt was made already, with that value or error; null: nowhere yet */
    private Outcome<T> finish(@Nullable Route<C> sent, @Nullable T value, @Nullable Throwable error, Slot.Fate fate) {
        try {
            Outcome<T> outcome = null;
            if (sent != null) {
                route = sent;
                outcome = fate == Slot.Fate.RECALLED
                        ? again(sent, value, error)
                        : conclude(sent, value, error, fate == Slot.Fate.IN_TIME);
            }
            while (outcome == null) {
                outcome = attempt();
            }
            return outcome;
        } catch (InterruptedException e) {
            caller.interrupt();
            return attempts.unsent("interrupted while waiting to be sent", e);
        } finally {
            standing(DONE);
            leave();
        }
    }

    /** One attempt, or one wait; null: go on. */
    private @Nullable Outcome<T> attempt() throws InterruptedException {
        Route<C> to = router.route();
        if (to == null || (!itsTurn && router.waitingCalls().queue() != null)) {
            return awaitRoute();
        }
        itsTurn = false;
        long admitted = router.admit(to);
        if (admitted < 0) {
            return attempts.unsent("site " + to.site() + " is down and its breaker is open", null);
        }
        permit = admitted;
        route = to;
        sentAt = router.now();
        int attempt = ++attempts.made;
        standing(attempt);
        if (overdue && move(attempt, DECIDING)) {
            to.guard().released(admitted); // its deadline is behind it: nobody would call it off
            return attempts.unsent("the deadline passed before it was sent", null);
        }
        T value = null;
        Throwable error = null;
        try {
            value = function.apply(to.client());
        } catch (Throwable t) {
            error = t;
        }
        boolean inTime = move(attempt, DECIDING);
        if (!inTime) {
            awaitAbandoned();
            if (recalled) {
                recalled = false;
                return again(to, value, error);
            }
        }
        return conclude(to, value, error, inTime);
    }

    /** Abandoned because its site was left: made again, unless it came back with an answer all the same. */
    @SuppressWarnings("NullAway") // T may be nullable; without an error the value is the function's own
    private @Nullable Outcome<T> again(Route<C> from, @Nullable T value, @Nullable Throwable error) {
        if (error == null && router.verdict(value, null) == null) {
            return new Answered<>(value, from.site(), from.epoch());
        }
        attempts.takenBack();
        return overdue ? attempts.unsent("no answer from " + from.site() + " before the deadline", error) : null;
    }

    @SuppressWarnings("NullAway") // T may be nullable; without an error the value is the function's own
    private @Nullable Outcome<T> conclude(Route<C> to, @Nullable T value, @Nullable Throwable error, boolean inTime)
            throws InterruptedException {
        long now = router.now();
        if (inTime && error instanceof InterruptedException) {
            return interrupted(to, error);
        }
        Delivery delivery = router.verdict(value, error);
        if (inTime && delivery == null) {
            leaveAnswered(to, permit, now);
            router.waitingCalls().answered();
        }
        if (error == null && delivery == null) {
            router.firstSuccess().answered(to, now);
            return new Answered<>(value, to.site(), to.epoch()); // late or not: it is an answer
        }
        if (inTime && delivery == null) {
            return new TurnedDown<>(error, to.site(), to.epoch());
        }
        if (!inTime) {
            // what an abandoned function throws says nothing about the site
            String reason = "no answer from " + to.site() + " within the deadline of " + operation.name();
            return attempts.outcome(to, Delivery.IN_DOUBT, error, router.instantAt(sentAt), reason);
        }
        Throwable cause = error == null ? AsyncCall.notDone(delivery) : error;
        router.failed(to, permit, now - sentAt, cause, error == null);
        if (delivery == Delivery.NOT_SENT) {
            router.notSent(to, cause);
        }
        long delay = attempts.delayAfter(delivery, cause, now, deadline);
        if (delay == Attempts.FINAL || overdue) {
            return attempts.outcome(to, delivery, cause, router.instantAt(sentAt), AsyncCall.reason(cause));
        }
        if (router.isRoutedIn(to.epoch())) {
            CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
            router.waitingCalls().pauses().sit(new Turn<>(pause, null), delay);
            router.runtime().await(pause);
        }
        return null;
    }

    /** Somebody who waits for a future: null when his turn has come, else why it will not. */
    private record Turn<V>(CompletableFuture<@Nullable V> future, @Nullable Function<String, V> why)
            implements WaitingRoom.Guest {
        @Override
        public void resume() {
            future.complete(null);
        }

        @Override
        public void giveUp(String reason) {
            future.complete(why == null ? null : why.apply(reason));
        }
    }

    /** Not by us: whoever interrupted the caller wants it to end, and it says nothing about the site. */
    private Outcome<T> interrupted(Route<C> to, Throwable error) {
        to.guard().released(permit);
        caller.interrupt();
        return attempts.outcome(
                to, Delivery.IN_DOUBT, error, router.instantAt(sentAt), "interrupted while waiting for the answer");
    }

    private @Nullable Outcome<T> awaitRoute() throws InterruptedException {
        CompletableFuture<@Nullable String> turn = new CompletableFuture<>();
        WaitingRoom.Guest guest = new Turn<>(turn, Function.identity());
        Reopening queue = router.waitingCalls().queue();
        boolean queues = queue != null && queue.join(guest);
        WaitingRoom.Entry entry =
                queues ? WaitingRoom.Entry.SEATED : router.waitingCalls().room().enter(guest, router::isRouted);
        if (entry != WaitingRoom.Entry.SEATED) {
            return entry == WaitingRoom.Entry.ROUTED ? null : attempts.unsent(router.whyNotRouted(), null);
        }
        EngineRuntime.Timer limit =
                router.runtime().schedule(deadline - router.now(), () -> guest.giveUp("no route before the deadline"));
        String reason;
        try {
            reason = router.runtime().await(turn);
        } finally {
            limit.cancel();
        }
        itsTurn = true;
        return reason == null ? null : attempts.unsent(reason, null);
    }

    @Override
    WaitingRoom.@Nullable Guest recall(long epoch) {
        if (operation.mayRepeat()) {
            // abandoning is the connector's code, which may block
            Later.run(router.runtime(), () -> takeBack(epoch));
        }
        return null; // its own thread makes it again as soon as it comes back
    }

    private void takeBack(long epoch) {
        int state = standing();
        Route<C> at = route;
        if (state <= 0 || at == null || at.epoch().number() > epoch) {
            return;
        }
        // under the lock, so that the abandoned caller cannot leave before the interrupt has reached it
        synchronized (this) {
            if (!move(state, DECIDING)) {
                return;
            }
            recalled = true; // the caller looks once it has had the lock
            router.overdue(this, true);
            router.abandon(at.client(), caller);
        }
        at.guard().released(permit);
    }

    @Override
    long sentAt() {
        return sentAt;
    }

    @Override
    @SuppressWarnings("NullAway") // an outstanding attempt has a route
    void expire() {
        int state = standing();
        if (state <= 0) {
            overdue = true;
            state = standing(); // it may have been sent before it could see the flag
            if (state <= 0) {
                return;
            }
        }
        Route<C> to;
        long took;
        // under the lock, so that the abandoned caller cannot leave before the interrupt has reached it
        synchronized (this) {
            if (!move(state, DECIDING)) {
                return;
            }
            to = route;
            took = router.now() - sentAt;
            router.overdue(this, true);
            router.abandon(to.client(), caller);
        }
        router.failed(
                to, permit, took, new DeadlineException("no answer from " + to.site() + " within the deadline"), false);
    }

    private void awaitAbandoned() {
        synchronized (this) {
            router.overdue(this, false);
            // the interrupt was for the call, not for whoever called it
            if (Thread.interrupted()) {
                router.log().debug("{} was abandoned at its deadline", operation.name());
            }
        }
    }

    @Override
    @Nullable
    Route<?> outstanding() {
        return standing() > 0 ? route : null;
    }

    @Override
    public String toString() {
        return operation.name() + " on " + caller.getName();
    }
}
