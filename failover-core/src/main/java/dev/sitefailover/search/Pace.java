package dev.sitefailover.search;

import dev.sitefailover.simulation.VirtualTime;

/** Does something at a steady rate, without drift, from a phase drawn from a stream of its own. */
final class Pace {
    /** Three years: a slower rate than once in them is none. */
    private static final double NEVER = 1e17;

    private final VirtualTime time;
    private final double intervalNanos;
    private final Runnable task;
    private final Runnable tick = this::tick;
    private long startNanos;
    private long count;
    private boolean running;

    Pace(VirtualTime time, double perSecond, Runnable task) {
        this.time = time;
        this.intervalNanos = 1e9 / perSecond;
        this.task = task;
    }

    void start(String stream) {
        if (intervalNanos > NEVER) {
            return;
        }
        running = true;
        startNanos = time.nanoTime() + (long) (time.chance(stream).nextDouble() * intervalNanos);
        time.scheduleAt(startNanos, tick);
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
        time.after(startNanos + (long) (count * intervalNanos) - time.nanoTime(), tick);
    }
}
