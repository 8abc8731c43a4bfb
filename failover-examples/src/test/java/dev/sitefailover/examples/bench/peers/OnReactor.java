package dev.sitefailover.examples.bench.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler.Worker;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Reactor's. */
final class OnReactor extends Advancing {
    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Worker worker = scheduler.createWorker();

    @Override
    public void schedule(long delayNanos, Runnable task) {
        worker.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Object timer(long delayNanos, Runnable task) {
        return worker.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void cancel(Object timer) {
        ((Disposable) timer).dispose();
    }

    @Override
    public long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    @Override
    void advance(long nanos) {
        scheduler.advanceTimeBy(Duration.ofNanos(nanos));
    }
}
