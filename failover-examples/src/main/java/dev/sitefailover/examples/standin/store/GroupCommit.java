package dev.sitefailover.examples.standin.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: takes what is waiting, does it in one transaction, and tells everybody afterwards. While a
 * group is written the index is locked, so that nobody reads what may still be rolled back.
 */
final class GroupCommit implements AutoCloseable {
    private static final int MOST = 1_000;

    private final Database database;
    private final Object lock;
    private final BlockingQueue<Job<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::run, "stand-in-writer");
    private volatile @Nullable String failing;
    private boolean closed;

    /** A change: how to take its part in memory back goes on the list. */
    @FunctionalInterface
    interface Change<T extends @Nullable Object> {
        T make(List<Runnable> undo) throws SQLException;
    }

    private static final class Job<T extends @Nullable Object> {
        final Change<T> change;
        final CompletableFuture<T> done = new CompletableFuture<>();

        @SuppressWarnings("NullAway") // set before it is read
        private T result;

        @SuppressWarnings("NullAway")
        Job(Change<T> change) {
            this.change = change;
        }

        void make(List<Runnable> undo) throws SQLException {
            result = change.make(undo);
        }

        void tell() {
            done.complete(result);
        }
    }

    GroupCommit(Database database, Object lock) {
        this.database = database;
        this.lock = lock;
        writer.setDaemon(true);
        writer.start();
    }

    <T extends @Nullable Object> CompletableFuture<T> hand(Change<T> change) {
        Job<T> job = new Job<>(change);
        synchronized (waiting) {
            if (closed) {
                job.done.completeExceptionally(new StoreException("the database is closed", null));
            } else {
                waiting.add(job);
            }
        }
        return job.done;
    }

    @Nullable
    String failing() {
        return failing;
    }

    private void run() {
        List<Job<?>> group = new ArrayList<>();
        try {
            while (true) {
                group.add(waiting.take());
                waiting.drainTo(group, MOST - 1);
                write(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            waiting.drainTo(group);
            write(group);
        }
    }

    private void write(List<Job<?>> group) {
        List<Runnable> undo = new ArrayList<>();
        StoreException failure = null;
        synchronized (lock) {
            try {
                database.begin();
                for (Job<?> job : group) {
                    job.make(undo);
                }
                database.commit();
            } catch (SQLException | RuntimeException e) {
                failure = new StoreException(Database.reason(e), e);
                takeBack(undo);
            }
        }
        failing = failure == null ? null : failure.getMessage();
        for (Job<?> job : group) {
            if (failure == null) {
                job.tell();
            } else {
                job.done.completeExceptionally(failure);
            }
        }
    }

    private void takeBack(List<Runnable> undo) {
        database.rollback();
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
        }
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
