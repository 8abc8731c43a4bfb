package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SimulatedSwitchTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private final Simulation organiser = Simulation.seeded(42).start();
    private final SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector("P1"))
            .runtime(organiser.time())
            .sites(organiser.addresses())
            .probe((endpoint, site) -> endpoint.send(new ProbePing("P1"))
                    .thenApply(reply -> reply instanceof Pong pong && pong.position() == Position.SERVING
                            ? ProbeResult.serving()
                            : ProbeResult.standby("not promoted")))
            .start();

    @Test
    void followsThePromotionAfterACrash() {
        organiser.runFor(Duration.ofSeconds(10));
        assertThat(Objects.requireNonNull(client.status().routed()).id()).isEqualTo("primary");
        assertThat(enquire().isAnswered()).isTrue();
        organiser.site("primary").inflict(Fault.crash());
        organiser.runFor(Duration.ofMinutes(20));
        assertThat(enquire().isAnswered()).isFalse();
        organiser.site("secondary").promote();
        organiser.runFor(Duration.ofSeconds(4));
        assertThat(client.status().routed()).isNotNull();
        assertThat(enquire().isAnswered()).isTrue();
        assertThat(client.status().epoch().number()).isEqualTo(2);
    }

    private Outcome<Reply> enquire() {
        CompletableFuture<Outcome<Reply>> done = client.<Reply>tryCallAsync(
                        ENQUIRY, null, endpoint -> endpoint.send(new Enquiry("P1", 1)))
                .toCompletableFuture();
        organiser.runFor(Duration.ofSeconds(3));
        return done.join();
    }
}
