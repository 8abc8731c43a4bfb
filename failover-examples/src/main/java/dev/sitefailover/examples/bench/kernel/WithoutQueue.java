package dev.sitefailover.examples.bench.kernel;

import org.jspecify.annotations.Nullable;

/** The load alone: one task over and over, its time never looked at. What no kernel can be faster than. */
final class WithoutQueue extends Kernel {
    private @Nullable Runnable last;
    private long now;

    @Override
    public void schedule(long delayNanos, Runnable task) {
        now += delayNanos;
        last = task;
    }

    @Override
    public Object timer(long delayNanos, Runnable task) {
        return task;
    }

    @Override
    public void cancel(Object timer) {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public void run(long count) {
        for (long i = 0; i < count; i++) {
            Runnable task = last;
            if (task != null) {
                task.run();
            }
        }
    }
}
