package dev.sitefailover.rehearsal;

import dev.sitefailover.runtime.EngineRuntime;

/** Does something at a steady rate, without drift, from a phase drawn from a stream of its own. */
final class Pacer {
    /** Three years: a slower rate than once in them is none, and far below what nanoseconds can count. */
    private static final double NEVER = 1e17;

    private final EngineRuntime runtime;
    private final double intervalNanos;
    private final Runnable task;
    private final Runnable tick = this::tick;
    private long startNanos;
    private long count;
    private boolean running;

    Pacer(EngineRuntime runtime, double perSecond, Runnable task) {
        this.runtime = runtime;
        this.intervalNanos = 1e9 / perSecond;
        this.task = task;
    }

    /** Starts now with a phase drawn from that stream; nothing when the rate is zero or next to it. */
    void start(String stream) {
        if (intervalNanos > NEVER) {
            return;
        }
        running = true;
        double phase = runtime.chance(stream).nextDouble();
        startNanos = runtime.nanoTime() + (long) (phase * intervalNanos);
        count = 0;
        runtime.after(startNanos - runtime.nanoTime(), tick);
    }

    void stop() {
        running = false;
    }

    private void tick() {
        if (!running) {
            return;
        }
        task.run();
        count++;
        runtime.after(startNanos + (long) (count * intervalNanos) - runtime.nanoTime(), tick);
    }
}
