package dev.sitefailover.rehearsal.live;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs one participant's tasks one at a time, in the order in which they came, on shared threads. The runner can look on
 * in between.
 */
final class SerialOrder implements Executor {
    private final Executor threads;
    private final Consumer<Throwable> failed;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock running = new ReentrantLock();

    /** @param failed hears what a task threw */
    SerialOrder(Executor threads, Consumer<Throwable> failed) {
        this.threads = threads;
        this.failed = failed;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException closed) {
                // the venue is closed and nobody looks any more
            }
        }
    }

    private void work() {
        do {
            running.lock();
            try {
                tasks.remove().run();
            } catch (Throwable t) {
                failed.accept(t);
            } finally {
                running.unlock();
            }
        } while (waiting.decrementAndGet() != 0);
    }

    /** Runs something on the calling thread while no task runs. */
    void still(Runnable look) {
        running.lock();
        try {
            look.run();
        } finally {
            running.unlock();
        }
    }
}
