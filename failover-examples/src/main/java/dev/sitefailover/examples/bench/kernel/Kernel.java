package dev.sitefailover.examples.bench.kernel;

/** A loop of events under virtual time, whoever made it. Not safe for concurrent use. */
public abstract class Kernel {
    private long events;

    /** Runs {@code task} that many nanoseconds from now; it is never cancelled. */
    public abstract void schedule(long delayNanos, Runnable task);

    /** The same with something to cancel it by. */
    public abstract Object timer(long delayNanos, Runnable task);

    /** Cancels what {@link #timer} returned and has not run. */
    public abstract void cancel(Object timer);

    /** Nanoseconds since the start. */
    public abstract long now();

    /**
     * Runs that many events. A kernel that only knows how far time is to advance may run more and as many fewer the next
     * time.
     */
    public abstract void run(long count);

    /** How many events have run. */
    protected final long events() {
        return events;
    }

    final void count() {
        events++;
    }
}
