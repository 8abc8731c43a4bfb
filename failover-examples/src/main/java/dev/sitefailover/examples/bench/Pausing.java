package dev.sitefailover.examples.bench;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
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
        return connector.open(site).thenApply(endpoint -> new Paused(endpoint, phase));
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return connector.activate(inner(client), site, epoch);
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        return connector.deactivate(inner(client), site, epoch);
    }

    @Override
    public boolean blocks(Site site) {
        return connector.blocks(site);
    }

    @Override
    public boolean recovers(Site site) {
        return connector.recovers(site);
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return connector.presence(site);
    }

    @Override
    public boolean keepsClients(Site site) {
        return connector.keepsClients(site);
    }

    @Override
    public void abandon(Endpoint client, Thread caller) {
        connector.abandon(inner(client), caller);
    }

    @Override
    public void close(Endpoint client) {
        connector.close(inner(client));
    }

    private static Endpoint inner(Endpoint client) {
        return client instanceof Paused paused ? paused.endpoint : client;
    }

    private final class Paused implements Endpoint {
        private final Endpoint endpoint;
        private final long phase;

        Paused(Endpoint endpoint, long phase) {
            this.endpoint = endpoint;
            this.phase = phase;
        }

        @Override
        public CompletionStage<Reply> send(Request request) {
            long into = Math.floorMod(runtime.nanoTime() + phase, every.toNanos());
            if (into >= pause.toNanos()) {
                return endpoint.send(request);
            }
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            runtime.schedule(
                    pause.toNanos() - into, () -> endpoint.send(request).whenComplete((answer, error) -> {
                        if (error == null) {
                            reply.complete(answer);
                        } else {
                            reply.completeExceptionally(error);
                        }
                    }));
            return reply;
        }
    }
}
