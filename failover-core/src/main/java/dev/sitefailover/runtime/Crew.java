package dev.sitefailover.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that work through numbered pieces of independent work. Any piece may be done by any of them, the calling one
 * included, so the pieces must not share anything. Used, and closed, by one thread at a time.
 */
public final class Crew implements AutoCloseable {
    /** So many ints are as long as two cache lines. */
    private static final int LINE = 32;

    private final int size;
    private final boolean looking;
    private final List<Hand> hands = new ArrayList<>();
    private boolean closed;

    private Crew(int size) {
        this.size = size;
        this.looking = size <= Runtime.getRuntime().availableProcessors();
    }

    /** So many threads, 1 or more; the calling thread is one of them. */
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
     * Does the pieces 0 to {@code count - 1}, begun in that order, and returns when all are done.
     *
     * @throws RuntimeException what a piece threw, also if it is not one, or the piece with the lowest number of several; the
     *     others are done all the same
     */
    public void each(int count, IntConsumer piece) {
        AtomicInteger next = new AtomicInteger();
        doAll(count, piece, done -> {
            for (int mine = next.getAndIncrement(); mine < count; mine = next.getAndIncrement()) {
                done.accept(mine);
            }
        });
    }

    /**
     * As {@link #each}, in whatever order, for pieces that are gone on with again and again: each as a rule by the thread that
     * had it the time before, unless that one is behind. What a piece works on then stays in the cache of one processor.
     */
    public void eachAtHome(int count, IntConsumer piece) {
        AtomicIntegerArray begun = new AtomicIntegerArray((size + 1) * LINE);
        doAll(count, piece, done -> {
            int own = Thread.currentThread() instanceof Hand hand
                    ? hand.number % size
                    : 0; // of another crew: any will do
            for (int i = 0; i < size; i++) {
                int home = (own + i) % size; // its own first, then what others have left
                int from = share(home, count);
                int to = share(home + 1, count);
                for (int at = from + begun.getAndIncrement((home + 1) * LINE);
                        at < to;
                        at = from + begun.getAndIncrement((home + 1) * LINE)) {
                    done.accept(at);
                }
            }
        });
    }

    private int share(int hand, int count) {
        return (int) ((long) count * hand / size);
    }

    /** Has {@code work} done by every hand, with a piece that never throws; then throws what the first piece that failed threw. */
    private void doAll(int count, IntConsumer piece, Consumer<IntConsumer> work) {
        if (closed) {
            throw new IllegalStateException("the crew is closed");
        }
        AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
        IntConsumer surely = i -> {
            try {
                piece.accept(i);
            } catch (Throwable e) { // also a checked one in disguise: the thread is to live on
                failure.accumulateAndGet(new Failure(i, e), Failure::first);
            }
        };
        List<Hand.Help> others = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(size, count); i++) {
                others.add(hand(i).give(() -> work.accept(surely)));
            }
            work.accept(surely);
        } finally {
            awaitAll(others);
        }
        Failure first = failure.get();
        if (first != null) {
            throw Crew.<RuntimeException>unchecked(first.what);
        }
    }

    /** What a piece threw. */
    private record Failure(int piece, Throwable what) {

        /** Not which came first, so that it is the same every time. */
        static Failure first(@Nullable Failure one, Failure other) {
            return one == null || other.piece < one.piece ? other : one;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    /** From 1. */
    private Hand hand(int number) {
        if (number > hands.size()) {
            Hand hand = new Hand(number, looking);
            hand.start();
            hands.add(hand);
        }
        return hands.get(number - 1);
    }

    private static void awaitAll(List<Hand.Help> others) {
        boolean interrupted = false;
        for (Hand.Help other : others) {
            while (true) {
                try {
                    other.awaitOrForgo();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true; // the pieces are short; leaving them half done would be worse
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        hands.forEach(Hand::dismiss);
    }
}
