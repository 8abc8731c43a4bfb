package dev.sitefailover.endpoint.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An attempt to connect. Given up, it is interrupted, and a connection that comes all the same is closed. */
final class Dial<T extends Connection> extends CompletableFuture<T> {
    /** Makes the connection; may block. */
    @FunctionalInterface
    interface Attempt<T extends Connection> {
        T make() throws SQLException;
    }

    private final Attempt<T> attempt;
    private final AtomicInteger hanging;
    private final FutureTask<?> task = new FutureTask<>(this::run, null);
    private boolean running;
    private boolean givenUp;
    private boolean over;

    Dial(Attempt<T> attempt, AtomicInteger hanging) {
        this.attempt = attempt;
        this.hanging = hanging;
    }

    Runnable task() {
        return task;
    }

    /** Gives it up unless that is the connection it made. */
    void giveUpUnlessMade(@Nullable T wanted) {
        boolean made = isDone() && !isCompletedExceptionally() && join() == wanted;
        if (!made) {
            giveUp();
        }
    }

    /** Nobody waits for it any more; idempotent. */
    private void giveUp() {
        synchronized (this) {
            if (givenUp) {
                return;
            }
            givenUp = true;
            if (running && !over) {
                hanging.incrementAndGet();
            }
        }
        task.cancel(true);
        CompletionStage<T> late = this;
        late.thenAccept(Dial::close);
    }

    private void run() {
        synchronized (this) {
            if (givenUp) {
                return;
            }
            running = true;
        }
        T made = null;
        Throwable error = null;
        try {
            made = attempt.make();
        } catch (Throwable t) {
            error = t;
        }
        synchronized (this) {
            over = true;
            if (givenUp) {
                hanging.decrementAndGet();
            }
        }
        if (made != null) {
            complete(made);
        } else {
            completeExceptionally(error == null ? new SQLException("the driver made no connection", "08001") : error);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // nobody wants it, and nobody waits to hear that
        }
    }
}
