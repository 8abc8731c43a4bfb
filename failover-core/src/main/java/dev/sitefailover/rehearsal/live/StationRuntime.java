package dev.sitefailover.rehearsal.live;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The shared system runtime with one participant's own chance, drawn as in a simulation, and the run's clock. */
final class StationRuntime implements EngineRuntime {
    private final EngineRuntime shared;
    private final WallClock clock;
    private final long seed;
    private final ConcurrentHashMap<String, Chance> streams = new ConcurrentHashMap<>();

    StationRuntime(EngineRuntime shared, WallClock clock, long seed) {
        this.shared = shared;
        this.clock = clock;
        this.seed = seed;
    }

    @Override
    public long nanoTime() {
        return shared.nanoTime();
    }

    @Override
    public Instant instant() {
        return clock.now();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return shared.schedule(delayNanos, task);
    }

    @Override
    public Executor executor() {
        return shared.executor();
    }

    @Override
    public Chance chance(String stream) {
        return streams.computeIfAbsent(stream, name -> shared(Chance.of(seed, name)));
    }

    @Override
    public int parallelism() {
        return shared.parallelism();
    }

    private static Chance shared(Chance chance) {
        return () -> {
            synchronized (chance) {
                return chance.nextLong();
            }
        };
    }
}
