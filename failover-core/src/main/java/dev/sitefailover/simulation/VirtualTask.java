package dev.sitefailover.simulation;

import dev.sitefailover.runtime.EngineRuntime.Timer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task of a {@link VirtualScheduler}: the future, and its place in time. */
final class VirtualTask<V extends @Nullable Object> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final VirtualScheduler scheduler;
    private final VirtualTime time;
    private final long order;

    /** 0 once, above 0 at a fixed rate, below 0 with a fixed delay. */
    private final long period;

    private final boolean surfacing;
    private @Nullable Throwable surfaced;
    private @Nullable Timer timer;
    private long at;

    VirtualTask(
            VirtualScheduler scheduler,
            VirtualTime time,
            Callable<V> body,
            long at,
            long order,
            long period,
            boolean surfacing) {
        super(body);
        this.scheduler = scheduler;
        this.time = time;
        this.at = at;
        this.order = order;
        this.period = period;
        this.surfacing = surfacing;
    }

    void enqueue() {
        timer = time.scheduleAt(at, this);
    }

    /** Takes it off the queue without completing it. */
    void drop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
            if (surfaced != null) {
                throw VirtualTime.<RuntimeException>unchecked(surfaced);
            }
        } else if (super.runAndReset()) {
            if (scheduler.isShutdown()) {
                cancel(false);
            } else {
                at = period > 0 ? at + period : time.nanoTime() - period;
                enqueue();
            }
        }
    }

    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        if (surfacing) {
            surfaced = failure;
        }
    }

    @Override
    protected void done() {
        scheduler.finished(this);
    }

    /** Never interrupts: the thread that runs virtual time is the caller's own. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean done = super.cancel(false);
        drop();
        return done;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        scheduler.await(
                "get",
                this::isDone,
                Math.max(at, time.nanoTime()) + Duration.ofDays(1).toNanos());
        if (!isDone()) {
            throw new IllegalStateException("get: the future can never complete, or not within a day, at " + time);
        }
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!scheduler.awaitFor("get", this::isDone, timeout, unit)) {
            throw new TimeoutException("not complete within " + timeout + " " + unit + " of virtual time, at " + time);
        }
        return super.get();
    }

    @Override
    public boolean isPeriodic() {
        return period != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(at - time.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof VirtualTask<?> task && task.time == time) {
            int byTime = Long.compare(at, task.at);
            return byTime != 0 ? byTime : Long.compare(order, task.order);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
