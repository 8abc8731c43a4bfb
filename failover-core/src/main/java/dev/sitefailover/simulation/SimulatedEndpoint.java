package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One participant's client at one site. Every request is a connection of its own, so opening it costs nothing. */
record SimulatedEndpoint(SimulatedSite site, Desk desk) implements Endpoint {

    @Override
    public CompletionStage<Reply> send(Request request) {
        if (!(request instanceof ClearingRequest clearing)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "a simulated site answers clearing requests, not " + request.operation()));
        }
        return site.reachedFor(request instanceof ProbePing).traffic().send(desk, clearing);
    }
}
