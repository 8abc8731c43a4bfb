package dev.sitefailover.examples.bench.kernel;

import dev.sitefailover.runtime.EngineRuntime.Timer;
import dev.sitefailover.simulation.VirtualTime;

/** This library's. */
final class OnVirtualTime extends Kernel {
    private final VirtualTime time;

    OnVirtualTime(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        time.after(delayNanos, task);
    }

    @Override
    public Object timer(long delayNanos, Runnable task) {
        return time.schedule(delayNanos, task);
    }

    @Override
    public void cancel(Object timer) {
        ((Timer) timer).cancel();
    }

    @Override
    public long now() {
        return time.nanoTime();
    }

    @Override
    public void run(long count) {
        for (long i = 0; i < count; i++) {
            time.runNext();
        }
    }
}
