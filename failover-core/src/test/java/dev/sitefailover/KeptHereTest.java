package dev.sitefailover;

import static dev.sitefailover.Scene.ENQUIRY;
import static dev.sitefailover.Scene.routedTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.guard.Guard;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls that this process itself did not send say nothing about the site. */
class KeptHereTest {
    private final Scene scene = new Scene().bothServing();

    private static EndpointException full() {
        return EndpointException.keptHere("workers and queue full", null);
    }

    private void assertNoHarm(SiteFailover<Client> client, Supplier<Outcome<String>> call) {
        int probes = scene.a.probes;
        long began = scene.time.nanoTime();
        for (int i = 0; i < 60; i++) {
            Undelivered<String> undelivered = (Undelivered<String>) call.get();
            assertThat(undelivered.delivery()).isEqualTo(Delivery.NOT_SENT);
        }
        assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
        assertThat(routedTo(client)).isEqualTo("a");
        long rounds = (scene.time.nanoTime() - began) / Scene.PROBING.interval().toNanos() + 1;
        assertThat(scene.a.probes - probes).as("probed no more often for it").isLessThanOrEqualTo((int) rounds);
    }

    @Test
    void callsKeptHereNeitherOpenTheBreakerNorMoveAnybody() {
        SiteFailover<Client> client = scene.routed(scene.client());
        assertNoHarm(
                client,
                () -> scene.outcome(client.tryCallAsync(
                        ENQUIRY, null, c -> CompletableFuture.<String>failedFuture(new CompletionException(full())))));
    }

    @Test
    void aFullHandOverExecutorNeitherOpensTheBreakerNorMovesAnybody() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        SiteFailover<Client> client = scene.routed(scene.client().handOver(full));
        assertNoHarm(client, () -> client.tryCall(ENQUIRY, null, c -> "never"));
    }

    @Test
    void aSiteThatCannotBeConnectedToStillOpensTheBreaker() {
        SiteFailover<Client> client = scene.routed(scene.client());
        for (int i = 0; i < 20; i++) {
            scene.outcome(client.tryCallAsync(
                    ENQUIRY,
                    null,
                    c -> CompletableFuture.<String>failedFuture(
                            new EndpointException(Delivery.NOT_SENT, "the connection was refused"))));
        }
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void aProbeKeptHereDoesNotMeanThatNobodyIsThere() {
        assertThat(ProbeResult.of(full()).gone()).isFalse();
        assertThat(ProbeResult.of(new EndpointException(Delivery.NOT_SENT, "refused"))
                        .gone())
                .isTrue();
    }
}
