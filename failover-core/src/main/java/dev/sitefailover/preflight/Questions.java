package dev.sitefailover.preflight;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One site that can be asked. */
interface Questions extends AutoCloseable {

    /** Asks and waits; bounded in time. */
    Answer ask(ClearingRequest request) throws Exception;

    @Override
    default void close() {}

    /**
     * One answer and when it came.
     *
     * @param date the Date header, whole seconds; null without one
     * @param askedAt our clock when the question left
     * @param tookNanos until the answer was complete
     */
    record Answer(ClearingReply reply, @Nullable Instant date, Instant askedAt, long tookNanos) {}
}
