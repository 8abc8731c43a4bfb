package dev.sitefailover.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time as the standard scheduler, with the policies that {@code ScheduledThreadPoolExecutor} has by default:
 * after {@link #shutdown()} delayed tasks still run and periodic ones end. What {@link #execute} runs throws into the
 * loop; what has a future keeps its failure there.
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualTime time;
    private final LinkedHashSet<VirtualTask<?>> unfinished = new LinkedHashSet<>();
    private long made;
    private boolean shutdown;

    VirtualScheduler(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable command) {
        var unused = start(callable(command), 0, 0, true);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return start(callable(task), 0, 0, false);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        Objects.requireNonNull(task, "task");
        Callable<T> body = () -> {
            task.run();
            return result;
        };
        return start(body, 0, 0, false);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return start(task, 0, 0, false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return start(callable(command), unit.toNanos(delay), 0, false);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return start(callable, unit.toNanos(delay), 0, false);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return start(callable(command), unit.toNanos(initialDelay), positive(unit.toNanos(period)), false);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return start(callable(command), unit.toNanos(initialDelay), -positive(unit.toNanos(delay)), false);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        requireOutside("invokeAll");
        List<Future<T>> futures = new ArrayList<>();
        for (Callable<T> task : List.copyOf(tasks)) {
            futures.add(submit(task));
        }
        try {
            awaitFor("invokeAll", () -> futures.stream().allMatch(Future::isDone), timeout, unit);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
        return futures;
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("invokeAny can never complete, at " + time, e);
        }
    }

    /** One after the other: a task takes no virtual time, so the first that succeeds is also the first in time. */
    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        requireOutside("invokeAny");
        ExecutionException last = null;
        for (Callable<T> task : List.copyOf(tasks)) {
            try {
                return submit(task).get(timeout, unit);
            } catch (ExecutionException e) {
                last = e;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("invokeAny needs at least one task");
        }
        throw last;
    }

    @Override
    public void shutdown() {
        shutdown = true;
        for (VirtualTask<?> task : List.copyOf(unfinished)) {
            if (task.isPeriodic()) {
                task.cancel(false);
            }
        }
    }

    /** The tasks returned never run, and their futures never complete. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> never = List.copyOf(unfinished);
        unfinished.forEach(VirtualTask::drop);
        unfinished.clear();
        return never;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && unfinished.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return awaitFor("awaitTermination", this::isTerminated, timeout, unit);
    }

    /** Lets time pass until done, for that long at most; false when the whole of it has passed in vain. */
    boolean awaitFor(String method, BooleanSupplier done, long timeout, TimeUnit unit) {
        long deadline = time.nanoTime() + Math.max(0, unit.toNanos(timeout));
        boolean forever = deadline < time.nanoTime() || deadline == Long.MAX_VALUE;
        if (await(method, done, forever ? Long.MAX_VALUE : deadline)) {
            return true;
        }
        if (forever) {
            throw new IllegalStateException(method + " can never end: nothing is pending at " + time);
        }
        time.runUntil(deadline);
        return done.getAsBoolean();
    }

    boolean await(String method, BooleanSupplier done, long limit) {
        if (done.getAsBoolean()) {
            return true;
        }
        requireOutside(method);
        return time.pump(done, limit);
    }

    void finished(VirtualTask<?> task) {
        unfinished.remove(task);
    }

    private void requireOutside(String method) {
        if (time.isRunning()) {
            throw new IllegalStateException(method + " would wait inside a task at " + time
                    + ": a task cannot let time pass; use a callback, or wait outside the loop");
        }
    }

    private <V extends @Nullable Object> VirtualTask<V> start(
            Callable<V> body, long delay, long period, boolean surfacing) {
        Objects.requireNonNull(body, "task");
        if (shutdown) {
            throw new RejectedExecutionException("the scheduler is shut down, at " + time);
        }
        long at = time.nanoTime() + Math.max(0, delay);
        VirtualTask<V> task = new VirtualTask<>(
                this, time, body, at < time.nanoTime() ? Long.MAX_VALUE : at, made++, period, surfacing);
        unfinished.add(task);
        task.enqueue();
        return task;
    }

    private static Callable<@Nullable Object> callable(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            task.run();
            return null;
        };
    }

    private static long positive(long period) {
        if (period <= 0) {
            throw new IllegalArgumentException("period must be > 0, was " + period + " ns");
        }
        return period;
    }
}
