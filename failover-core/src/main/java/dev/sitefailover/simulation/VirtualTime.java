package dev.sitefailover.simulation;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a {@code run} method is called. Events happen strictly in the order of (time, order of
 * scheduling), on the thread that runs them; the same program with the same seed does the same at the same nanosecond.
 *
 * <p>The same queue is offered as a {@link Clock} and as {@link ScheduledExecutorService}s, so that code that knows
 * nothing of this library runs on it.
 *
 * <p>A task that throws ends the {@code run} method it ran in with what it threw; everything else stays pending and
 * can be run on. {@link #onFailure} sends failures elsewhere instead.
 *
 * <p>Not safe for concurrent use: one thread at a time, handed over between runs. Nothing here waits in real time.
 */
public final class VirtualTime implements EngineRuntime {
    private static final int FEW = 16;
    /** Events between two looks at whether the queue is made for as many as are pending; of them, all bits set. */
    private static final int NOW_AND_THEN = 1_023;

    private final WallClock wallClock;
    private final long seed;
    private EventQueue queue;
    private final Executor executor = this::enqueue;
    private final TreeMap<String, Chance> streams = new TreeMap<>();
    private @Nullable Consumer<? super Throwable> failures;
    private long now;
    private long sequence;
    private long ran;
    private int cancelled;
    private boolean running;
    private @Nullable Actors actors;

    /** Nanosecond 0 is {@code start}; all chance comes from {@code seed}. */
    public VirtualTime(Instant start, long seed) {
        this(start, seed, new CalendarQueue());
    }

    VirtualTime(Instant start, long seed, EventQueue queue) {
        this.wallClock = new WallClock(start);
        this.seed = seed;
        this.queue = queue;
    }

    /** For tests that care neither for the date nor for chance: 2024-01-01T00:00:00Z, seed 1. */
    public static VirtualTime create() {
        return new VirtualTime(Instant.parse("2024-01-01T00:00:00Z"), 1);
    }

    /** Nanoseconds since the start. */
    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return wallClock.at(now);
    }

    @Override
    public long epochNanos() {
        return wallClock.epochNanosAt(now);
    }

    /** Steps the wall clock as an operator or NTP would; {@link #nanoTime()} and all timers are unmoved. */
    public void stepWallClock(Duration by) {
        wallClock.step(now, by);
    }

    WallClock wallClock() {
        return wallClock;
    }

    public long seed() {
        return seed;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        long at = now + Math.max(0, delayNanos);
        return scheduleAt(at < now ? Long.MAX_VALUE : at, task);
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        queue.add(now + Math.min(Math.max(0, delayNanos), Long.MAX_VALUE - now), sequence++, task);
    }

    /** Runs {@code task} at that nanosecond, or at this one when it has passed. */
    public Timer scheduleAt(long nanos, Runnable task) {
        Event event = new Event(this, task);
        queue.add(Math.max(now, nanos), sequence++, event);
        return event;
    }

    /** Runs what it is given at the present nanosecond, after everything already due, in order. */
    @Override
    public Executor executor() {
        return executor;
    }

    private void enqueue(Runnable task) {
        queue.add(now, sequence++, task);
    }

    @Override
    public Chance chance(String stream) {
        return streams.computeIfAbsent(stream, name -> Chance.of(seed, name));
    }

    /** This time as a standard clock; follows {@link #instant()}. */
    public Clock clock(ZoneId zone) {
        return new VirtualClock(this, zone);
    }

    /**
     * A new standard scheduler over this time. Schedulers shut down one by one. Waiting methods ({@code get},
     * {@code invokeAll}, {@code awaitTermination}) let virtual time pass when called from outside a task, and throw
     * {@link IllegalStateException} when called from inside one, where waiting could never end.
     */
    public ScheduledExecutorService scheduler() {
        return new VirtualScheduler(this);
    }

    /** Sends what tasks throw to {@code handler}; the run goes on. */
    public VirtualTime onFailure(Consumer<? super Throwable> handler) {
        failures = handler;
        return this;
    }

    /** Whether no live event is pending. */
    public boolean isIdle() {
        return pending() == 0;
    }

    /** How many events are pending; cancelled ones do not count. */
    public int pending() {
        return queue.size() - cancelled;
    }

    /** How many events have run so far. */
    public long eventsRun() {
        return ran;
    }

    /** The nanosecond of the next live event; {@link Long#MAX_VALUE} when idle. */
    public long nextEventAt() {
        while (queue.size() > 0 && isCancelled(queue.first())) {
            queue.take();
            cancelled--;
        }
        return queue.nextTime();
    }

    /** Runs the next event, wherever in time it is; false when idle. */
    public boolean runNext() {
        begin("runNext");
        try {
            return step(EventQueue.NEVER);
        } finally {
            running = false;
        }
    }

    /** Runs everything up to and including that nanosecond; afterwards it is that nanosecond. */
    public void runUntil(long nanos) {
        begin("runUntil");
        try {
            while (step(nanos)) {}
            now = Math.max(now, nanos);
        } finally {
            running = false;
        }
    }

    /** Runs everything up to and including that instant of {@link #instant()}. */
    public void runUntil(Instant instant) {
        runUntil(wallClock.nanosAt(instant));
    }

    /** Lets that much time pass. */
    public void runFor(Duration duration) {
        runUntil(Math.addExact(now, duration.toNanos()));
    }

    /** Runs what is due at this nanosecond, and what that makes due. */
    public void runDue() {
        runUntil(now);
    }

    /**
     * Runs until nothing is pending, for that much virtual time at most; time stays at the last event.
     *
     * @return whether nothing is pending
     */
    public boolean runUntilIdle(Duration atMost) {
        long limit = Math.addExact(now, atMost.toNanos());
        begin("runUntilIdle");
        try {
            while (step(limit)) {}
            return isIdle();
        } finally {
            running = false;
        }
    }

    /** Like {@link #await(CompletionStage, Duration)}, for one day of virtual time at most. */
    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return await(stage, Duration.ofDays(1));
    }

    /**
     * Runs until the stage is complete and returns its result; time stays where that happened.
     *
     * @throws java.util.concurrent.CompletionException when the stage failed, as {@link CompletableFuture#join()} does
     * @throws IllegalStateException when it cannot complete: nothing is pending, or the time is over
     */
    public <T extends @Nullable Object> T await(CompletionStage<T> stage, Duration atMost) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        Actors blocking = actors;
        if (!future.isDone() && blocking != null && blocking.isInside()) {
            requireOutsideOfTasks("waiting");
            try {
                blocking.await(stage, atMost);
            } catch (InterruptedException e) {
                throw VirtualTime.<RuntimeException>unchecked(e); // as the seam declares, and this one did not need to
            }
        } else if (!future.isDone()) {
            pump(future::isDone, Math.addExact(now, atMost.toNanos()));
        }
        if (!future.isDone()) {
            throw new IllegalStateException("still incomplete at " + this
                    + (isIdle() ? ": nothing is pending" : ": " + atMost + " of virtual time have passed"));
        }
        return future.join();
    }

    /**
     * Runs until the condition holds, looking after every event; time stays at that event.
     *
     * @return false when it does not hold after everything up to and including {@code limit}
     */
    public boolean pump(BooleanSupplier done, long limit) {
        Actors blocking = actors;
        if (blocking != null && blocking.isInside()) {
            requireOutsideOfTasks("waiting");
            try {
                return blocking.await(done, limit);
            } catch (InterruptedException e) {
                throw VirtualTime.<RuntimeException>unchecked(e);
            }
        }
        begin("waiting");
        try {
            while (!done.getAsBoolean()) {
                if (!step(limit)) {
                    return false;
                }
            }
            return true;
        } finally {
            running = false;
        }
    }

    boolean isRunning() {
        return running;
    }

    @Override
    public String toString() {
        return "virtual time " + Duration.ofNanos(now) + " (" + instant() + ", event " + ran + ", seed " + seed + ")";
    }

    void attach(Actors to) {
        if (actors != null) {
            throw new IllegalStateException("there are actors on this time already; close them first");
        }
        actors = to;
    }

    void detach(Actors from) {
        if (actors == from) {
            actors = null;
        }
    }

    /** For an actor that waits: the next event; false when idle. */
    boolean stepForActors() {
        running = true;
        try {
            return step(EventQueue.NEVER);
        } finally {
            running = false;
        }
    }

    /** Actors run between two events: they may wait. */
    boolean suspend() {
        boolean was = running;
        running = false;
        return was;
    }

    void resume(boolean was) {
        running = was;
    }

    private void begin(String method) {
        Actors blocking = actors;
        if (blocking != null && blocking.isInside() && !running) {
            throw new IllegalStateException(
                    method + " was called by an actor at " + this + ": an actor sleeps or waits, and time passes");
        }
        requireOutsideOfTasks(method);
        running = true;
    }

    private void requireOutsideOfTasks(String method) {
        if (running) {
            throw new IllegalStateException(method + " was called from inside a task at " + this
                    + ": a task cannot let time pass, it can only schedule");
        }
    }

    private boolean step(long limit) {
        while (true) {
            Object taken = queue.takeBy(limit);
            if (taken == null) {
                return false;
            }
            long at = queue.takenAt;
            Runnable task = taken instanceof Event event ? event.start() : (Runnable) taken;
            if (task == null) {
                cancelled--;
                continue;
            }
            if (at < now) {
                throw new IllegalStateException("an event of nanosecond " + at + " was overtaken, it is " + this);
            }
            now = at;
            if ((++ran & NOW_AND_THEN) == 0) {
                queue = queue.fitting();
            }
            try {
                task.run();
            } catch (Throwable failure) {
                failed(failure);
            }
            if (actors != null) {
                actors.letRun();
            }
            return true;
        }
    }

    private void failed(Throwable failure) {
        Consumer<? super Throwable> handler = failures;
        if (handler != null) {
            handler.accept(failure);
            return;
        }
        failure.addSuppressed(new FailedAt("in a task at " + this));
        throw VirtualTime.<RuntimeException>unchecked(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Cancelled events leave the queue at the latest when they are half of it. */
    private void cancelledOne() {
        if (++cancelled > FEW && cancelled > queue.size() / 2) {
            queue.removeIf(VirtualTime::isCancelled);
            cancelled = 0;
        }
    }

    private static boolean isCancelled(Object queued) {
        return queued instanceof Event event && event.task == null;
    }

    /** What can be called off is an object; nothing else is allocated per event. */
    private static final class Event implements Timer {
        private final VirtualTime home;
        private @Nullable Runnable task;

        Event(VirtualTime home, Runnable task) {
            this.home = home;
            this.task = task;
        }

        @Nullable
        Runnable start() {
            Runnable started = task;
            task = null;
            return started;
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null;
                home.cancelledOne();
            }
        }
    }

    /** Tells where in virtual time a task failed, without hiding what it threw. */
    private static final class FailedAt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedAt(String message) {
            super(message, null, false, false);
        }
    }
}
