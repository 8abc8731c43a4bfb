package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a client saw of one request within two seconds.
 *
 * @param reply the answer, null when none came
 * @param delivery what the failure says of the request, null when it did not fail
 * @param after how long it took, two seconds for silence
 */
record Observed(@Nullable Reply reply, @Nullable Delivery delivery, Duration after) {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    static Observed of(Simulation simulation, String site, ClearingRequest request) {
        VirtualTime time = simulation.time();
        long from = time.nanoTime();
        CompletableFuture<Reply> future =
                simulation.endpoint(request.participant(), site).send(request).toCompletableFuture();
        long[] at = {from + PATIENCE.toNanos()};
        CompletableFuture<Void> end = future.handle((reply, failure) -> {
            at[0] = time.nanoTime();
            return null;
        });
        while (!end.isDone() && time.nextEventAt() <= from + PATIENCE.toNanos()) {
            time.runNext();
        }
        if (!end.isDone()) {
            time.runUntil(from + PATIENCE.toNanos());
        }
        Duration after = Duration.ofNanos(at[0] - from);
        if (!future.isDone()) {
            return new Observed(null, null, PATIENCE);
        }
        try {
            return new Observed(future.join(), null, after);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof EndpointException cause) {
                return new Observed(null, cause.delivery(), after);
            }
            throw failed;
        }
    }

    boolean isSilence() {
        return reply == null && delivery == null;
    }

    Reply.@Nullable Status status() {
        return reply == null ? null : reply.status();
    }
}
