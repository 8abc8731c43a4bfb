package dev.sitefailover.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A few threads that work through numbered pieces of independent work. Which thread takes which piece is left to
 * chance, so the pieces must not share anything. Used by one thread at a time.
 */
public final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService threads;

    private Crew(int size) {
        this.size = size;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, "crew-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** So many threads, 1 or more; with one, the calling thread does the work. */
    public static Crew of(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a crew must have 1 thread or more, was " + size);
        }
        return new Crew(size);
    }

    /** As many threads as there are processors. */
    public static Crew perProcessor() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Does the pieces 0 to {@code count - 1} and returns when all are done.
     *
     * @throws RuntimeException what a piece threw, or the first of several; the others are done all the same
     */
    public void each(int count, IntConsumer piece) {
        if (size == 1 || count < 2) {
            for (int i = 0; i < count; i++) {
                piece.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> hands = new ArrayList<>();
        for (int i = 0; i < Math.min(size, count); i++) {
            hands.add(threads.submit(() -> {
                for (int mine = next.getAndIncrement(); mine < count; mine = next.getAndIncrement()) {
                    piece.accept(mine);
                }
            }));
        }
        finish(hands);
    }

    private static void finish(List<Future<?>> hands) {
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> hand : hands) {
            while (true) {
                try {
                    hand.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true; // the pieces are short; leaving them half done would be worse
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error fatal) {
            throw fatal;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
