package dev.sitefailover.guard;

import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.CLOSED;
import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.HALF_OPEN;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.SiteFailoverException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Admission of calls to one site, and the record of how they ended. Safe for use by several threads; the success path
 * allocates nothing.
 *
 * <p>Every admitted call holds a permit, a plain number, and must end it exactly once, with {@link #succeeded},
 * {@link #failed} or {@link #released}, also when it ends with an {@link Error} or hangs until its deadline. A permit
 * carries the generation of the breaker that admitted the call; each change of state and each {@link #reset()} begins
 * another one. What comes in from an older generation is not recorded: the late answer of a call sent before the
 * breaker opened says nothing about the site now.
 *
 * <p><b>Successes told late.</b> A success can open a breaker only while fewer than {@link
 * GuardSettings#minimumCalls()} are recorded; from then on it lowers the failure rate or leaves it, whichever result
 * falls out of the window. So a caller may count successes in a {@link Tally} of its own, and they are handed over
 * before the next failure is recorded: whatever the sequence of calls, the breaker opens at the very call at which one
 * that is told of every call opens, not one later. Of calls that run at the same time, the order is that in which they
 * are recorded, for both.
 *
 * <p>The state is read from return values and {@link #state()}; there are no listeners.
 */
public final class Guard {

    /** What the breaker does with calls. */
    public enum State {
        /** Admits every call. */
        CLOSED(0),
        /** Refuses every call, and after {@link GuardSettings#openFor()} turns half-open at the next one. */
        OPEN(1),
        /** Admits a few trial calls and refuses the rest. */
        HALF_OPEN(2);

        private final int code;

        State(int code) {
            this.code = code;
        }
    }

    /** What {@link #admit()} returns for a call that must not be made. */
    public static final long REFUSED = -1;

    // A permit: generation · trial slot (5 bits) · state (2 bits). Slot 0: admitted without a trial.
    private static final int STATE_BITS = 2;
    private static final int SLOT_BITS = 5;
    private static final State[] STATES = {State.CLOSED, State.OPEN, State.HALF_OPEN, State.OPEN};

    private final EngineRuntime runtime;
    private final GuardSettings settings;
    private final CircuitBreaker breaker;
    private final ReentrantLock lock = new ReentrantLock();
    private final long[] trialStarted;

    /** Generation and state, as in a permit with slot 0. Written under the lock. */
    private volatile long current;

    /** Until when an open breaker refuses whoever asks. Written before {@link #current} says open. */
    private volatile long reopensAt;

    private int trialsOpen;
    private int failuresInARow;
    private int survivals;
    /** Results in the breaker's window, while closed; more than a window's full count as full. */
    private int recorded;
    /** Successes recorded since the last failure, likewise. */
    private int successesInARow;

    private final List<Tally> tallies = new ArrayList<>();

    public Guard(String site, GuardSettings settings, EngineRuntime runtime) {
        this.runtime = runtime;
        this.settings = settings;
        this.trialStarted = new long[settings.trials() + 1];
        this.breaker = CircuitBreaker.of(site, configuration(settings, runtime));
    }

    private static CircuitBreakerConfig configuration(GuardSettings settings, EngineRuntime runtime) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(settings.window(), settings.minimumCalls(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .maxWaitDurationInHalfOpenState(Duration.ZERO)
                .slowCallDurationThreshold(Duration.ofNanos(Long.MAX_VALUE))
                .clock(new MonotonicClock(runtime))
                .currentTimestampFunction(clock -> runtime.nanoTime(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build();
    }

    /** A permit (0 or more) when the call may be made, else {@link #REFUSED}. */
    public long admit() {
        long seen = current;
        State state = stateOf(seen);
        if (state == State.CLOSED) {
            return seen;
        }
        // the breaker would make an event of the refusal, and nobody hears it
        return state == State.OPEN && runtime.nanoTime() - reopensAt <= 0 ? REFUSED : admitTrial();
    }

    /**
     * A permit in any case: for the only site left, which no open breaker may lock out. Where {@link #admit()} would
     * refuse, the call goes ahead without being a trial; {@link GuardSettings#trials()} such calls succeeding in a row
     * close the breaker, and their failures count for nothing.
     */
    public long admitAnyway() {
        long permit = admit();
        return permit == REFUSED ? current : permit;
    }

    /** Ends the permit: the site answered. */
    public void succeeded(long permit, long durationNanos) {
        lock.lock();
        try {
            if (isStale(permit)) {
                return;
            }
            if (stateOf(permit) == State.CLOSED) {
                endOfRow();
            } else if (slotOf(permit) == 0) {
                survived();
                return;
            } else if (!endTrial(slotOf(permit))) {
                return;
            }
            record(durationNanos);
            follow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the permit: the site did not answer, or failed inside.
     *
     * @return true when this failure opened the breaker, from closed or from half-open
     */
    public boolean failed(long permit, long durationNanos, Throwable failure) {
        lock.lock();
        try {
            if (isStale(permit)) {
                return false;
            }
            boolean closed = stateOf(permit) == State.CLOSED;
            if (!closed && slotOf(permit) == 0) {
                survivals = 0;
                return false;
            }
            if (!closed && !endTrial(slotOf(permit))) {
                return false;
            }
            if (closed) {
                takeTallies();
                recorded = Math.min(recorded + 1, settings.window());
                successesInARow = 0;
            }
            breaker.onError(durationNanos, TimeUnit.NANOSECONDS, failure);
            if (closed && ++failuresInARow >= settings.failuresInARow() && breaker.getState() == CLOSED) {
                breaker.transitionToOpenState();
            }
            return follow() && stateOf(current) == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the permit without a verdict on the site: the call was never sent, or was called off. */
    public void released(long permit) {
        if (stateOf(permit) == State.CLOSED || slotOf(permit) == 0) {
            return;
        }
        lock.lock();
        try {
            if (!isStale(permit) && endTrial(slotOf(permit))) {
                breaker.releasePermission();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether successes may be told late at all. */
    public boolean takesTallies() {
        return settings.recording() != GuardSettings.Recording.EACH_CALL;
    }

    /** A tally of successes that {@code successes} counts; not bound, and given back with {@link #close}. */
    public Tally tally(LongSupplier successes) {
        Tally tally = new Tally(successes);
        lock.lock();
        try {
            tallies.add(tally);
        } finally {
            lock.unlock();
        }
        return tally;
    }

    /**
     * Binds the tally to the permits of this generation: from now on what it counts are successes of calls admitted
     * with the permit returned. By the thread that counts, between two calls.
     *
     * @return {@link #REFUSED} while the breaker is not closed, or has to hear of every success
     */
    public long bind(Tally tally) {
        if (!takesTallies()) {
            return REFUSED;
        }
        lock.lock();
        try {
            if (stateOf(current) != State.CLOSED || recorded < settings.minimumCalls()) {
                return REFUSED;
            }
            if (tally.permit != current) { // else what it has counted since is still to be taken
                tally.permit = current;
                tally.taken = tally.successes.getAsLong();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #admit()} would give that permit; one look at a field. */
    public boolean isAt(long permit) {
        return current == permit;
    }

    /** The tally counts no more. */
    public void close(Tally tally) {
        lock.lock();
        try {
            takeTallies();
            tallies.remove(tally);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a new generation, closed and with nothing recorded: when a site is activated. */
    public void reset() {
        lock.lock();
        try {
            breaker.reset();
            begin(State.CLOSED);
        } finally {
            lock.unlock();
        }
    }

    /** The state as of the last call; an open breaker turns half-open only when a call asks to be admitted. */
    public State state() {
        return stateOf(current);
    }

    /** Counts the changes of state and the resets so far. */
    public long generation() {
        return generationOf(current);
    }

    /** Records what the tallies have counted; successes among themselves have no order. */
    private void takeTallies() {
        long successes = 0;
        for (Tally tally : tallies) {
            if (tally.permit == current) {
                long counted = tally.successes.getAsLong();
                successes += counted - tally.taken;
                tally.taken = counted;
            }
        }
        if (successes > 0) {
            endOfRow();
            // a window full of successes stays what it is
            for (long i = Math.min(successes, settings.window() - successesInARow); i > 0; i--) {
                record(0);
            }
        }
    }

    private void record(long durationNanos) {
        // written only where it changes: current is near, and read by every call
        if (recorded < settings.window()) {
            recorded++;
        }
        if (successesInARow < settings.window()) {
            successesInARow++;
        }
        breaker.onSuccess(durationNanos, TimeUnit.NANOSECONDS);
    }

    private void endOfRow() {
        if (failuresInARow != 0) {
            failuresInARow = 0;
        }
    }

    private long admitTrial() {
        lock.lock();
        try {
            expireTrials();
            if (stateOf(current) == State.CLOSED) {
                return current;
            }
            if (!breaker.tryAcquirePermission()) {
                return REFUSED;
            }
            follow();
            int slot = Integer.numberOfTrailingZeros(~trialsOpen >>> 1) + 1;
            trialsOpen |= 1 << slot;
            trialStarted[slot] = runtime.nanoTime();
            return current | (long) slot << STATE_BITS;
        } finally {
            lock.unlock();
        }
    }

    /** A trial that nobody ended would keep the breaker half-open for ever. */
    private void expireTrials() {
        long longest = settings.trialTimeout().toNanos();
        for (int slot = 1; trialsOpen != 0 && slot < trialStarted.length; slot++) {
            long age = runtime.nanoTime() - trialStarted[slot];
            if ((trialsOpen & 1 << slot) != 0 && age > longest) {
                endTrial(slot);
                breaker.onError(age, TimeUnit.NANOSECONDS, new SiteFailoverException("trial call never ended"));
                follow();
            }
        }
    }

    private boolean endTrial(int slot) {
        boolean open = (trialsOpen & 1 << slot) != 0;
        trialsOpen &= ~(1 << slot);
        return open;
    }

    private void survived() {
        if (++survivals >= settings.trials()) {
            breaker.transitionToClosedState();
            follow();
        }
    }

    /** Takes over the breaker's state; true when it changed. */
    private boolean follow() {
        CircuitBreaker.State now = breaker.getState();
        State state = now == CLOSED ? State.CLOSED : now == HALF_OPEN ? State.HALF_OPEN : State.OPEN;
        if (state == stateOf(current)) {
            return false;
        }
        if (state == State.OPEN) {
            // in whole milliseconds, as the breaker's own wait is; more than fits is for ever
            reopensAt = runtime.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(settings.openFor().toMillis());
        }
        begin(state);
        return true;
    }

    private void begin(State state) {
        current = (generationOf(current) + 1) << (STATE_BITS + SLOT_BITS) | state.code;
        trialsOpen = 0;
        failuresInARow = 0;
        survivals = 0;
        recorded = 0;
        successesInARow = 0;
    }

    private boolean isStale(long permit) {
        return generationOf(permit) != generationOf(current);
    }

    private static long generationOf(long permit) {
        return permit >>> (STATE_BITS + SLOT_BITS);
    }

    private static int slotOf(long permit) {
        return (int) (permit >>> STATE_BITS) & ((1 << SLOT_BITS) - 1);
    }

    /** Code 3 occurs only in {@link #REFUSED}. */
    private static State stateOf(long permit) {
        return STATES[(int) permit & ((1 << STATE_BITS) - 1)];
    }
}
