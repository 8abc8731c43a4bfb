package dev.sitefailover.site;

import java.util.concurrent.CompletionStage;

/**
 * A ready-made client: one request, one reply. Safe for use by several threads. The stage completes exceptionally with
 * an {@link EndpointException} when no answer came; a business error is an answer, not an exception.
 */
@FunctionalInterface
public interface Endpoint {
    CompletionStage<Reply> send(Request request);
}
