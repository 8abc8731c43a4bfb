package dev.sitefailover.simulation;

import org.jspecify.annotations.Nullable;

/** Is shown events of a trace as they are recorded, on the thread that records them; must not throw. */
@FunctionalInterface
public interface TraceObserver {
    void recorded(long number, long nanos, TraceType type, int actor, long a, long b, @Nullable String text);
}
