package dev.sitefailover.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a proxy: everything that touches a connection happens here, one thing after the other. */
final class Loop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    /** As much as a loopback socket gives at once; bigger ones did not pass more. */
    private static final int SHARED = 256 << 10;

    /** Whoever is interested in a channel. */
    interface Handler {
        /** The channel is ready for something; what is thrown ends the handler. */
        void ready(SelectionKey key) throws IOException;

        /** It threw. */
        void failed(Throwable error);
    }

    /** Something to be done at a time. */
    private record Due(long at, long order, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at - other.at, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    final Selector selector;
    /** For whoever reads; valid until the next event. */
    final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED);

    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>();
    private long orders;
    private volatile boolean ended;

    Loop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector: " + e.getMessage(), e);
        }
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does it between two events and returns its result; what it throws is thrown here. */
    <T extends @Nullable Object> T call(Supplier<T> task) {
        if (Thread.currentThread() == thread) {
            return task.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                result.complete(task.get());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        selector.wakeup();
        if (ended) { // it may have been added behind the last look
            runTasks();
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    static long now() {
        return System.nanoTime();
    }

    /** Only from the loop itself. */
    void at(long nanos, Runnable task) {
        timers.add(new Due(nanos, orders++, task));
    }

    /** Ends the thread, waiting for it; the last thing it does is {@code farewell}. */
    void end(Runnable farewell) {
        if (!ended) {
            call(() -> {
                farewell.run();
                ended = true;
                return true;
            });
        }
        try {
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was closed is let go of now and not at the next event. Not while an event is handled. */
    void forgetClosed() throws IOException {
        selector.selectNow(this::ready);
    }

    /** Never started: nothing remains. */
    void discard() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("{}: closing the selector failed", thread.getName(), e);
        }
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                selector.select(this::ready, timeout());
                runTasks();
                runDue();
            } catch (Throwable t) {
                LOG.error("{}: an event failed", thread.getName(), t);
            }
        }
        runTasks();
        discard();
    }

    /** In milliseconds, rounded up; 0 is for ever. */
    private long timeout() {
        Due next = timers.peek();
        if (next == null) {
            return 0;
        }
        long left = next.at - now();
        return left <= 0 ? 1 : (left + 999_999) / 1_000_000;
    }

    private void ready(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            handler.ready(key);
        } catch (CancelledKeyException gone) {
            LOG.trace("{}: closed by an earlier event of the same round", thread.getName());
        } catch (Throwable t) {
            handler.failed(t);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void runDue() {
        long now = now();
        for (Due due = timers.peek(); due != null && due.at - now <= 0; due = timers.peek()) {
            timers.remove();
            due.task.run();
        }
    }

    /** How long a call may take before somebody looks. */
    static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
