package dev.sitefailover.endpoint.jdbc;

import org.jspecify.annotations.Nullable;

/** An operation that a thread waits in. */
final class Underway {
    private final Watch watch;
    final Physical connection;
    final String what;
    final Thread caller = Thread.currentThread();
    final long began;
    final long deadline;
    private boolean over;
    private boolean interrupted;
    volatile boolean abandoned;

    Underway(Watch watch, Physical connection, String what, long began, long timeout) {
        this.watch = watch;
        this.connection = connection;
        this.what = what;
        this.began = began;
        this.deadline = began + timeout;
    }

    /** Under the lock, so that an interrupt meant for the operation cannot hit what its thread does next. */
    void end() {
        watch.ended(this);
        synchronized (this) {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    /** Aborting its connection did not help. */
    synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            caller.interrupt();
        }
    }

    @Nullable
    OverdueOperation overdue(long now) {
        return abandoned
                ? new OverdueOperation(
                        connection.site(),
                        connection.epoch(),
                        what,
                        caller.getName(),
                        java.time.Duration.ofNanos(now - began))
                : null;
    }
}
