package dev.sitefailover.routing;

import dev.sitefailover.routing.CallSettings.Timing;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.runtime.EngineRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Calls on the caller's thread where nothing is unusual: there is a route, nobody queues for it, its breaker is closed.
 * Such a call takes the slot of its thread and writes nothing that another thread writes; it takes no lock, no fence
 * and no memory. As soon as something is unusual, before it is made or after it came back, it goes on as a {@link
 * BlockingCall}.
 */
@SuppressWarnings("ReferenceEquality") // a route is published once, also in an epoch it had before
final class QuickCalls<C> {
    /** A slot's word grows by two with a call: one in 256 is timed where calls are sampled. */
    private static final long SAMPLE = 511;

    private final Router<C> router;
    private final SlotTable<C> slots;
    private final Sweep<C> sweep;
    private final EngineRuntime runtime;
    private final Waiting waiting;
    private final FirstSuccess firstSuccess;
    private final long timeoutNanos;
    private final boolean sampled;
    /** Whether a value that is no reply is an answer, whatever it is. */
    private final boolean byClass;

    QuickCalls(
            Router<C> router,
            SlotTable<C> slots,
            Sweep<C> sweep,
            CallSettings settings,
            FailureClassifier classifier,
            EngineRuntime runtime) {
        this.router = router;
        this.slots = slots;
        this.sweep = sweep;
        this.runtime = runtime;
        this.waiting = router.waitingCalls();
        this.firstSuccess = router.firstSuccess();
        this.timeoutNanos = settings.timeout().toNanos();
        this.sampled = settings.timing() == Timing.SAMPLED;
        this.byClass = goesByClass(classifier);
    }

    @SuppressWarnings("NullAway") // T may be nullable; without an error the value is the function's own
    <T extends @Nullable Object, X extends Exception> T call(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) throws X {
        Slot<C> slot = slots.find(Thread.currentThread());
        // not read from the slot again: a value that was just stored is there some cycles later
        long call = slot == null ? 0 : slot.call() + 1;
        if (slot == null || !isReady(slot, call)) {
            return Outcomes.<T, X>value(unready(slot, operation, key, function));
        }
        if (!isBegun(slot, call, operation)) {
            return Outcomes.<T, X>value(longWay(operation, key, function));
        }
        T value = null;
        Throwable error = null;
        try {
            value = function.apply(slot.client);
        } catch (Throwable t) {
            error = t;
        }
        if (slot.leave(call) && error == null && isAnswered(slot, value)) {
            return value;
        }
        return Outcomes.<T, X>value(goOn(slot, operation, key, function, value, error));
    }

    @SuppressWarnings("NullAway") // likewise
    <T extends @Nullable Object, X extends Exception> Outcome<T> tryCall(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) {
        Slot<C> slot = slots.find(Thread.currentThread());
        long call = slot == null ? 0 : slot.call() + 1;
        if (slot == null || !isReady(slot, call)) {
            return unready(slot, operation, key, function);
        }
        if (!isBegun(slot, call, operation)) {
            return longWay(operation, key, function);
        }
        return inSlot(slot, call, operation, key, function);
    }

    /** A call that has begun in its slot. */
    @SuppressWarnings("NullAway") // likewise
    private <T extends @Nullable Object, X extends Exception> Outcome<T> inSlot(
            Slot<C> slot,
            long call,
            Operation operation,
            @Nullable String key,
            CallFunction<? super C, T, X> function) {
        T value = null;
        Throwable error = null;
        try {
            value = function.apply(slot.client);
        } catch (Throwable t) {
            error = t;
        }
        if (slot.leave(call) && error == null && isAnswered(slot, value)) {
            return new Answered<>(value, slot.route.site(), slot.route.epoch());
        }
        return goOn(slot, operation, key, function, value, error);
    }

    /**
     * A call whose thread has no slot that is ready. Never back on the way that nearly all calls take: the compiler would keep
     * everything where both ways find it, and those calls would pay.
     */
    private <T extends @Nullable Object, X extends Exception> Outcome<T> unready(
            @Nullable Slot<C> found,
            Operation operation,
            @Nullable String key,
            CallFunction<? super C, T, X> function) {
        Slot<C> slot = prepared(found, router.route());
        if (slot != null) {
            long call = slot.call() + 1;
            if (isBegun(slot, call, operation)) {
                return inSlot(slot, call, operation, key, function);
            }
        }
        return longWay(operation, key, function);
    }

    private <T extends @Nullable Object, X extends Exception> Outcome<T> longWay(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) {
        return router.blocking(operation, key, function, runtime.nanoTime()).run();
    }

    /** Whether the call with that number can begin in its thread's slot. */
    private boolean isReady(Slot<C> slot, long call) {
        return slot.route == router.route() && Slot.isNext(call) && slot.isAdmitted();
    }

    /** Begins it; false when it must go the long way after all, and then it has left the slot. */
    private boolean isBegun(Slot<C> slot, long call, Operation operation) {
        long timeout =
                operation.timeout() == null ? timeoutNanos : operation.timeout().toNanos();
        boolean timed = !sampled || (call & SAMPLE) == 1 || !operation.mayRepeat();
        slot.begin(call, timed ? runtime.nanoTime() : Slot.UNTIMED, timeout, operation.mayRepeat());
        // in this order: who withdraws the route and looks at the slots a moment later sees this one
        if (router.route() != slot.route || waiting.queue() != null) {
            leaveUnsent(slot);
            return false;
        }
        if (!sweep.covers(timeout)) {
            sweep.cover(timeout);
        }
        return true;
    }

    /** A slot for that route, and its breaker's permit; null when it has to be the long way this time. */
    private @Nullable Slot<C> prepared(@Nullable Slot<C> found, @Nullable Route<C> to) {
        Slot<C> slot = found;
        if (to == null || firstSuccess.isAwaited(to) || (slot != null && slot.isTaken())) {
            return null; // the last: a call from inside a call
        }
        if (slot == null || slot.route != to) {
            slot = slots.make(slot, to);
        }
        return slot != null && (slot.isAdmitted() || slot.admit()) ? slot : null;
    }

    private static boolean goesByClass(FailureClassifier classifier) {
        try {
            return classifier.getClass().getMethod("ofValue", Object.class).getDeclaringClass()
                    == FailureClassifier.class;
        } catch (NoSuchMethodException notToBeSeen) {
            return false;
        }
    }

    private void leaveUnsent(Slot<C> slot) {
        if (!slot.leave(slot.call())) {
            slot.settle(router);
        }
    }

    private boolean isAnswered(Slot<C> slot, @Nullable Object value) {
        if (!slot.isPlain(value) && !isAnAnswer(slot, value)) {
            return false;
        }
        count(slot);
        return true;
    }

    private boolean isAnAnswer(Slot<C> slot, @Nullable Object value) {
        if (router.verdict(value, null) != null) {
            return false;
        }
        if (byClass) {
            slot.remember(value);
        }
        return true;
    }

    /** It is not the first answer since the route was published, and nobody waits for it: then there is no slot. */
    private void count(Slot<C> slot) {
        long sentAt = slot.startedAt();
        if (sentAt == Slot.UNTIMED) {
            slot.answeredUntimed();
            return;
        }
        long now = runtime.nanoTime();
        slot.answered();
        if (slot.beat.isWorthTelling(now - sentAt, now)) {
            slot.beat.record(sentAt, now);
        }
    }

    private <T extends @Nullable Object, X extends Exception> Outcome<T> goOn(
            Slot<C> slot,
            Operation operation,
            @Nullable String key,
            CallFunction<? super C, T, X> function,
            @Nullable T value,
            @Nullable Throwable error) {
        Slot.Fate fate = slot.settle(router);
        long startedAt = slot.startedAt();
        long known = startedAt == Slot.UNTIMED ? slots.seenAt(slot, slot.call() - 1, runtime.nanoTime()) : startedAt;
        return router.blocking(operation, key, function, known).goOn(slot, value, error, fate);
    }
}
