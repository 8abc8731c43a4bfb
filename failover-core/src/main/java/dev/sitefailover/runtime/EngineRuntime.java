package dev.sitefailover.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one seam between the engine and the world's time, threads and chance.
 *
 * <p>The engine asks nothing else what time it is, starts no thread and draws no random number. In production
 * the system implementation is behind it; under simulation it is virtual time, and the same engine runs hours in
 * milliseconds.
 *
 * <p>Implementations are safe for use by several threads unless they say otherwise.
 */
public interface EngineRuntime extends AutoCloseable {

    /**
     * The real one: monotonic system time, one timer thread, as many worker threads as there is blocking work, all of
     * them daemons. A task that throws is logged. Close it when nothing uses it any more; left idle it keeps no thread.
     * Its random streams may be shared by threads; their seed is fresh.
     */
    static EngineRuntime system() {
        return new SystemRuntime(SystemRuntime.freshSeed());
    }

    /** Like {@link #system()}, with random streams from that seed. */
    static EngineRuntime system(long seed) {
        return new SystemRuntime(seed);
    }

    /** Monotonic nanoseconds from an arbitrary origin; never goes back, never follows the wall clock. */
    long nanoTime();

    /** Wall-clock time for display and records only; no decision of the engine depends on it. */
    Instant instant();

    /**
     * What {@link #instant()} shows, in nanoseconds since 1970; wraps round before 1677 and after 2262. For callers that ask
     * often: under virtual time it allocates nothing.
     */
    default long epochNanos() {
        Instant shown = instant();
        return shown.getEpochSecond() * 1_000_000_000 + shown.getNano();
    }

    /**
     * Runs {@code task} once, {@code delayNanos} from now (at once when not positive). The task must be short: it may
     * run on the timer's own thread. A task that throws harms no other task.
     */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Like {@link #schedule(long, Runnable)}, for what is never called off: nothing is kept to call it off with, which
     * under virtual time saves an object for each of millions of events.
     */
    default void after(long delayNanos, Runnable task) {
        schedule(delayNanos, task);
    }

    /** Where callbacks and blocking work (blocking probes, connects) run. */
    Executor executor();

    /** The random stream of that name; the same name gives the same stream, seeded by this runtime. */
    Chance chance(String stream);

    /** How many threads may call at once, for sizing; 1 where everything happens on one thread. */
    default int parallelism() {
        return 1;
    }

    /**
     * Blocks the calling thread until the stage is complete and returns its result.
     *
     * @throws java.util.concurrent.CompletionException when the stage failed
     * @throws IllegalStateException where blocking could never end, as inside a task of virtual time
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    default <T extends @Nullable Object> T await(CompletionStage<T> stage) throws InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get();
        } catch (ExecutionException | CancellationException e) {
            return future.join(); // with the wrapping that join promises
        }
    }

    /**
     * Ends what this runtime holds: tasks not yet due are dropped, running ones get a moment and are then interrupted.
     * Afterwards {@link #schedule} does nothing and {@link #executor()} rejects. Default: holds nothing.
     */
    @Override
    default void close() {}

    /** A scheduled task that can be called off. */
    @FunctionalInterface
    interface Timer {
        /** Calls the task off if it has not started; idempotent. */
        void cancel();
    }

    /** Like {@link #schedule(long, Runnable)}, from a duration. */
    default Timer schedule(Duration delay, Runnable task) {
        return schedule(delay.toNanos(), task);
    }
}
