package dev.sitefailover.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real world. Workers are not bounded here: with a bound, as many hung blocking probes as it allows would stop every
 * callback. What runs on them is bounded where it is made, since nobody starts a second probe of a site while one hangs.
 */
final class SystemRuntime implements EngineRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRuntime.class);
    private static final AtomicInteger INSTANCES = new AtomicInteger();
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final long seed;
    private final ConcurrentHashMap<String, Chance> streams = new ConcurrentHashMap<>();
    private final String name;
    private final ScheduledThreadPoolExecutor timers;
    private final ThreadPoolExecutor workers;
    private final Executor executor = this::execute;

    SystemRuntime(long seed) {
        this.seed = seed;
        this.name = "site-failover-" + INSTANCES.incrementAndGet();
        this.timers = new ScheduledThreadPoolExecutor(1, threads("-timer-"));
        this.workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("-worker-"));
        timers.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Not for secrets: different enough that gateways started together do not retry together. */
    static long freshSeed() {
        String where = ProcessHandle.current().pid() + "/" + INSTANCES.get() + "/" + Instant.now();
        return Chance.seed(System.nanoTime(), where);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        try {
            Future<?> future = timers.schedule(() -> run(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} is closed, a timer is dropped", name);
            return () -> {};
        }
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public Chance chance(String stream) {
        return streams.computeIfAbsent(stream, name -> new SharedChance(Chance.of(seed, name)));
    }

    @Override
    public int parallelism() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) throws InterruptedException {
        if (Thread.currentThread() instanceof EngineThread own
                && own.timesFor(this)
                && !stage.toCompletableFuture().isDone()) {
            throw new IllegalStateException("waiting on the timer thread would stop every timer");
        }
        return EngineRuntime.super.await(stage);
    }

    @Override
    public void close() {
        timers.shutdownNow();
        workers.shutdown();
        if (Thread.currentThread() instanceof EngineThread own && own.worksFor(this)) {
            return;
        }
        try {
            if (!workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: tasks still running {} after close are interrupted", name, GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.shutdownNow();
        }
    }

    @Override
    public String toString() {
        return name + " (seed " + seed + ")";
    }

    int timersPending() {
        return timers.getQueue().size();
    }

    private void execute(Runnable task) {
        try {
            workers.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            throw new RejectedExecutionException(name + " is closed", closed);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("{}: a task threw", Thread.currentThread().getName(), failure);
        }
    }

    private ThreadFactory threads(String kind) {
        AtomicInteger made = new AtomicInteger();
        return body -> new EngineThread(this, body, name + kind + made.incrementAndGet(), kind.equals("-timer-"));
    }

    /** Knows its runtime, so that nobody waits on a thread for that very thread. */
    private static final class EngineThread extends Thread {
        private final SystemRuntime runtime;
        private final boolean timer;

        EngineThread(SystemRuntime runtime, Runnable body, String name, boolean timer) {
            super(body, name);
            this.runtime = runtime;
            this.timer = timer;
            setDaemon(true);
        }

        boolean worksFor(SystemRuntime other) {
            return runtime == other;
        }

        boolean timesFor(SystemRuntime other) {
            return timer && runtime == other;
        }
    }

    /** A stream that threads may share: one number at a time. */
    private record SharedChance(Chance stream) implements Chance {
        @Override
        public long nextLong() {
            synchronized (stream) {
                return stream.nextLong();
            }
        }
    }
}
