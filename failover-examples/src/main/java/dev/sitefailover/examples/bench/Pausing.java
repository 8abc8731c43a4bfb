package dev.sitefailover.examples.bench;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sites that stand still for a moment every now and then, as a garbage collector makes them, each at its own phase. */
record Pausing(Connector<Endpoint> connector, EngineRuntime runtime, Duration pause, Duration every)
        implements Connector<Endpoint> {

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        long phase = Math.floorMod(site.id().hashCode() * 7_919_000_003L, every.toNanos());
        return connector.open(site).thenApply(endpoint -> request -> send(endpoint, request, phase));
    }

    private CompletionStage<Reply> send(Endpoint endpoint, Request request, long phase) {
        long into = Math.floorMod(runtime.nanoTime() + phase, every.toNanos());
        if (into >= pause.toNanos()) {
            return endpoint.send(request);
        }
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        runtime.schedule(pause.toNanos() - into, () -> endpoint.send(request).whenComplete((answer, error) -> {
            if (error == null) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(error);
            }
        }));
        return reply;
    }
}
