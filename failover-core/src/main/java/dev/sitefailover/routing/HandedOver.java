package dev.sitefailover.routing;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A blocking function on its way to another thread, or on it. At the deadline it is called off: one that no thread has
 * taken yet is never sent, one that runs is abandoned and listed as overdue until it returns.
 */
final class HandedOver<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

    /** The work, with what it needs bound to it. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run() throws Exception;
    }

    /** What to do about a thread that works on although the deadline has passed. */
    interface Overdue {
        void began(HandedOver<?> task, Thread on);

        void ended(HandedOver<?> task);
    }

    private final String name;
    private final Work<T> work;
    private final Overdue overdue;
    private @Nullable Thread on;
    private boolean calledOff;
    private boolean over;

    HandedOver(String name, Work<T> work, Overdue overdue) {
        this.name = name;
        this.work = work;
        this.overdue = overdue;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (over) {
                return;
            }
            on = Thread.currentThread();
        }
        try {
            T value = work.run();
            leave();
            complete(value);
        } catch (Throwable t) {
            leave();
            completeExceptionally(t);
        }
    }

    /** True when it had not begun, and now never will. */
    synchronized boolean callOff() {
        Thread thread = on;
        if (over || calledOff) {
            return false;
        }
        calledOff = true;
        if (thread == null) {
            over = true;
            return true;
        }
        overdue.began(this, thread);
        return false;
    }

    /** Under the lock, so that an interrupt meant for the work cannot hit what the thread does next. */
    private synchronized void leave() {
        if (!over && calledOff) {
            overdue.ended(this);
            Thread.interrupted();
        }
        over = true;
        on = null;
    }

    @Override
    public String toString() {
        return name + " handed over";
    }
}
