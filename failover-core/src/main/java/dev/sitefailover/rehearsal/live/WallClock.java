package dev.sitefailover.rehearsal.live;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Instant;

/** The wall clock as it was once, carried on by monotonic time: no step of the machine's clock disorders a report. */
final class WallClock {
    private final EngineRuntime runtime;
    private final Instant anchor;
    private final long anchorNanos;

    WallClock(EngineRuntime runtime) {
        this.runtime = runtime;
        this.anchor = runtime.instant();
        this.anchorNanos = runtime.nanoTime();
    }

    Instant now() {
        return at(runtime.nanoTime());
    }

    Instant at(long nanos) {
        return anchor.plusNanos(nanos - anchorNanos);
    }
}
