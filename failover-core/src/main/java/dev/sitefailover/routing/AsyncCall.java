package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call whose attempts are stages; nothing blocks. One that is answered at the first attempt is one object: what it
 * has to remember, the caller's stage, and the listener to the client's stage. Where that stage is complete, or tells
 * ({@link Telling}), nothing else is made; to listen to any other the JDK makes two more, a stage and its completion.
 */
abstract class AsyncCall<C, T extends @Nullable Object, R extends @Nullable Object> extends InFlight<R>
        implements Telling.Listener<T>, WaitingRoom.Guest {

    final Router<C> router;
    private final Operation operation;
    /** Until the call has its outcome: who keeps the outcome does not keep what it was made with. */
    private @Nullable Function<? super C, ? extends CompletionStage<T>> function;

    private final @Nullable String key;
    /** Of a call that is answered at once nothing has to be remembered. */
    private @Nullable Attempts<C> attempts;

    private int made;
    /** Likewise. Written before the state says that an attempt is outstanding, and read after it says so. */
    private @Nullable Route<C> route;

    private long permit;
    private long sentAt;
    private volatile @Nullable InDoubtEntry entry;
    private volatile @Nullable HandedOver<?> handedOver;

    AsyncCall(
            Router<C> router,
            Operation operation,
            @Nullable String key,
            Function<? super C, ? extends CompletionStage<T>> function,
            DeadlineList deadlines,
            long now) {
        super(deadlines, now);
        this.router = router;
        this.operation = operation;
        this.function = function;
        this.key = key;
    }

    private Attempts<C> attempts() {
        Attempts<C> begun = attempts;
        if (begun == null) {
            begun = new Attempts<>(router, operation, key);
            attempts = begun;
        }
        return begun;
    }

    /** The call's result, when the site answered. */
    abstract void answered(T value, Route<C> route);

    /** The call's result, when it did not, or turned it down. */
    abstract void ended(Outcome<T> outcome);

    final void start() {
        deadlines.add(this);
        dispatch(startedAt);
    }

    /** Sends the next attempt or finds a seat to wait in; called in state DECIDING. */
    private void dispatch(long now) {
        Reopening queue = router.waitingCalls().queue();
        if (queue != null && !queue.takesFirst()) {
            move(DECIDING, WAITING);
            if (queue.join(this)) {
                if (overdue) {
                    giveUp("the deadline passed in the queue for the new site");
                }
                return;
            }
            if (!move(WAITING, DECIDING)) {
                return;
            }
        }
        send(now);
    }

    /** Sends the next attempt, out of turn; called in state DECIDING. */
    private void send(long now) {
        Route<C> to = router.route();
        if (to == null) {
            move(DECIDING, WAITING);
            WaitingRoom.Entry entry = router.waitingCalls().room().enter(this, router::isRouted);
            if (entry == WaitingRoom.Entry.SEATED) {
                if (overdue) {
                    giveUp("no route before the deadline");
                }
            } else if (move(WAITING, DECIDING)) {
                if (entry == WaitingRoom.Entry.ROUTED) {
                    send(now);
                } else {
                    finish(undelivered(router.whyNotRouted()));
                }
            }
            return;
        }
        long admitted = router.admit(to);
        if (admitted < 0) {
            finish(undelivered("site " + to.site() + " is down and its breaker is open"));
            return;
        }
        // from the moment it is outstanding its deadline may end it, and forget the function
        Function<? super C, ? extends CompletionStage<T>> begin = Objects.requireNonNull(function);
        permit = admitted;
        route = to;
        int attempt = ++made;
        sentAt = now;
        standing(attempt);
        if (overdue) {
            if (move(attempt, DECIDING)) {
                to.guard().released(admitted);
                finish(undelivered("the deadline passed before it was sent"));
            }
            return; // else the deadline has ended it: nothing is sent any more
        }
        try {
            Object stage = begin.apply(to.client());
            if (stage == null) {
                throw new NullPointerException("the function of " + operation.name() + " returned no stage");
            }
            if (stage instanceof HandedOver<?> task) {
                handedOver = task;
                if (standing() != attempt) {
                    task.callOff(); // the deadline passed meanwhile
                }
            }
            Telling.Listener<T> listener = attempt == 1 ? this : (value, error) -> attemptEnded(attempt, value, error);
            Telling.tellOf(stage, listener);
        } catch (Throwable t) {
            attemptEnded(attempt, null, t);
        }
    }

    @Override
    public final void accept(T value, @Nullable Throwable error) {
        attemptEnded(1, value, error);
    }

    @SuppressWarnings("NullAway") // a stage that completes with an error has no value, and T may be nullable
    private void attemptEnded(int attempt, @Nullable T value, @Nullable Throwable error) {
        if (!move(attempt, DECIDING)) {
            late(value, error);
            return;
        }
        Route<C> to = route;
        long now = router.now();
        Delivery delivery = router.verdict(value, error);
        if (delivery == null) {
            done();
            leaveAnswered(to, permit, now);
            forget();
            router.waitingCalls().answered();
            if (error == null) {
                router.firstSuccess().answered(to, now);
                answered(value, to);
            } else {
                ended(new TurnedDown<>(FailureClassifier.unwrap(error), to.site(), to.epoch()));
            }
            return;
        }
        Throwable cause = error == null ? notDone(delivery) : FailureClassifier.unwrap(error);
        router.failed(to, permit, now - sentAt, cause, error == null);
        if (delivery == Delivery.NOT_SENT) {
            router.notSent(to, cause);
        }
        long delay = attempts().delayAfter(delivery, cause, now, deadline);
        if (delay == Attempts.FINAL || overdue) {
            finish(attempts().outcome(to, delivery, cause, router.instantAt(sentAt), reason(cause)));
            return;
        }
        if (!router.isRoutedIn(to.epoch())) {
            dispatch(now); // that site was left: there is nothing to wait for but the next one
            return;
        }
        move(DECIDING, WAITING);
        router.waitingCalls().pauses().sit(this, delay);
        if (overdue) {
            giveUp("the deadline passed before the next attempt: " + reason(cause));
        }
    }

    @Override
    public final void resume() {
        if (move(WAITING, DECIDING)) {
            send(router.now());
        }
    }

    @Override
    final WaitingRoom.@Nullable Guest recall(long epoch) {
        int state = standing();
        Route<C> at = route;
        if (state <= 0
                || at == null
                || at.epoch().number() > epoch
                || !operation.mayRepeat()
                || !move(state, DECIDING)) {
            return null;
        }
        attempts().takenBack();
        HandedOver<?> task = handedOver;
        handedOver = null;
        if (task != null) {
            Later.run(router.runtime(), task::callOff); // abandoning is the connector's code, which may block
        }
        at.guard().released(permit);
        move(DECIDING, WAITING);
        if (overdue) {
            giveUp("no answer from " + at.site() + " before the deadline");
            return null;
        }
        return this;
    }

    @Override
    final long sentAt() {
        return sentAt;
    }

    @Override
    public final void giveUp(String reason) {
        if (move(WAITING, DECIDING)) {
            finish(undelivered(reason));
        }
    }

    @Override
    final void expire() {
        while (true) {
            int state = standing();
            if (state == DONE) {
                return;
            }
            if (state == DECIDING) {
                overdue = true;
                if (standing() == DECIDING) {
                    return; // whoever decides looks at the flag afterwards
                }
            } else if (state == WAITING) {
                giveUp("no answer and no route before the deadline");
            } else if (move(state, DECIDING)) {
                timedOut();
                return;
            }
        }
    }

    @SuppressWarnings("NullAway") // an outstanding attempt has a route
    private void timedOut() {
        Route<C> to = route;
        HandedOver<?> task = handedOver;
        if (task != null && task.callOff()) {
            to.guard().released(permit);
            finish(undelivered("no thread took it before the deadline of " + operation.name()));
            return;
        }
        DeadlineException timeout =
                new DeadlineException("no answer from " + to.site() + " within the deadline of " + operation.name());
        router.failed(to, permit, router.now() - sentAt, timeout, false);
        finish(attempts()
                .outcome(
                        to,
                        Delivery.IN_DOUBT,
                        timeout,
                        router.instantAt(sentAt),
                        String.valueOf(timeout.getMessage())));
    }

    /** After the call had its outcome: only an answer is worth anything, and only one of the epoch in force. */
    private void late(@Nullable T value, @Nullable Throwable error) {
        InDoubtEntry open = entry;
        if (open != null && error == null && router.verdict(value, null) == null) {
            router.lateAnswer(open, meaning(value, open));
        }
    }

    /** What an answer proves: one that turned the request down says that it was not done, unless that was because of an earlier one. */
    private static Finding meaning(@Nullable Object value, InDoubtEntry open) {
        if (!(value instanceof Reply reply)) {
            return Finding.APPLIED;
        }
        return switch (reply.status()) {
            case OK -> Finding.APPLIED;
            case BUSINESS_ERROR -> open.sentBefore() ? Finding.UNKNOWN : Finding.ABSENT;
            case CLOSED, FAILED -> Finding.UNKNOWN;
        };
    }

    private Outcome<T> undelivered(String reason) {
        return attempts().unsent(reason, null);
    }

    private void finish(Outcome<T> outcome) {
        if (outcome instanceof Doubtful<T> doubtful) {
            entry = doubtful.entry();
        }
        done();
        leave();
        forget();
        ended(outcome);
    }

    private void forget() {
        function = null;
        route = null;
    }

    @Override
    final @Nullable Route<?> outstanding() {
        return standing() > 0 ? route : null;
    }

    /** For a reply that says so instead of an exception. */
    static EndpointException notDone(Delivery delivery) {
        return new EndpointException(
                delivery,
                delivery == Delivery.REFUSED
                        ? "the site is not open for business"
                        : "the site answered that it failed inside");
    }

    static String reason(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }
}
