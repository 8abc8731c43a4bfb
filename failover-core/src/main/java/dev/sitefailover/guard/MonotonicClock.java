package dev.sitefailover.guard;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Monotonic time in the form resilience4j wants it: an open breaker must not follow steps of the wall clock. */
final class MonotonicClock extends Clock {
    private final EngineRuntime runtime;

    MonotonicClock(EngineRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("monotonic time has no zone");
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, runtime.nanoTime());
    }
}
