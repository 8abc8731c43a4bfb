package dev.sitefailover;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Another runtime, with an executor of its own that takes nothing while it {@linkplain #rejects rejects}. */
final class RejectingRuntime implements EngineRuntime {
    private final EngineRuntime other;
    private final Executor executor;
    boolean rejects;

    RejectingRuntime(EngineRuntime other, Executor executor) {
        this.other = other;
        this.executor = executor;
    }

    @Override
    public long nanoTime() {
        return other.nanoTime();
    }

    @Override
    public Instant instant() {
        return other.instant();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return other.schedule(delayNanos, task);
    }

    @Override
    public Executor executor() {
        return task -> {
            if (rejects) {
                throw new RejectedExecutionException("full");
            }
            executor.execute(task);
        };
    }

    @Override
    public Chance chance(String stream) {
        return other.chance(stream);
    }
}
