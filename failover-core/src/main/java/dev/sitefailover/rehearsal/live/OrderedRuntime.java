package dev.sitefailover.rehearsal.live;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A runtime whose tasks and timers run in one participant's order. */
final class OrderedRuntime implements EngineRuntime {
    private final EngineRuntime runtime;
    private final SerialOrder order;

    OrderedRuntime(EngineRuntime runtime, SerialOrder order) {
        this.runtime = runtime;
        this.order = order;
    }

    @Override
    public long nanoTime() {
        return runtime.nanoTime();
    }

    @Override
    public Instant instant() {
        return runtime.instant();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Timer timer = runtime.schedule(
                delayNanos,
                () -> order.execute(() -> {
                    if (!cancelled.get()) {
                        task.run();
                    }
                }));
        return () -> {
            cancelled.set(true);
            timer.cancel();
        };
    }

    @Override
    public Executor executor() {
        return order;
    }

    @Override
    public Chance chance(String stream) {
        return runtime.chance(stream);
    }

    @Override
    public int parallelism() {
        return 1;
    }
}
