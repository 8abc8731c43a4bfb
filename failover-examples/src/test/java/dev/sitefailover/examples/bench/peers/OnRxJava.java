package dev.sitefailover.examples.bench.peers;

import io.reactivex.rxjava3.core.Scheduler.Worker;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.concurrent.TimeUnit;

/** RxJava's. */
final class OnRxJava extends Advancing {
    private final TestScheduler scheduler = new TestScheduler();
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
        scheduler.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    }
}
