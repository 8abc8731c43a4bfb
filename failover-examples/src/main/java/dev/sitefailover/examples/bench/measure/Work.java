package dev.sitefailover.examples.bench.measure;

import org.jspecify.annotations.Nullable;

/** An operation, ready to be done again and again. As many threads may do it at once as its contest has. */
public interface Work extends AutoCloseable {

    /** Does it that many times, or somewhat more where it cannot be cut off, on the calling thread; returns how many. */
    long run(long times) throws Exception;

    @Override
    default void close() {}

    /** An operation with a result. */
    interface Once {
        @Nullable
        Object once() throws Exception;
    }

    /** Repeats an operation; its result is looked at every time, so that it is not optimised away. */
    static Work of(Once operation) {
        return of(operation, () -> {});
    }

    /** The same, with something to close afterwards. */
    static Work of(Once operation, Runnable afterwards) {
        return new Repeated(operation, afterwards);
    }
}
