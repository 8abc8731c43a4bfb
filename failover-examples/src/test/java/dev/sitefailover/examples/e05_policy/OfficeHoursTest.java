package dev.sitefailover.examples.e05_policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OfficeHoursTest {
    @Test
    void theSecondaryIsLeftAloneUntilTheOfficeOpens() {
        AtomicBoolean open = new AtomicBoolean();
        Simulation organiser = Simulation.seeded(1).start();
        try (SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .policy(OfficeHours.policy(open::get))
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001"))
                        .thenApply(reply ->
                                reply instanceof Pong pong && pong.position().health() == Health.SERVING
                                        ? ProbeResult.serving()
                                        : ProbeResult.standby("not promoted")))
                .start()) {
            organiser.time().await(client.whenRouted());
            organiser.site("primary").inflict(Fault.crash());
            organiser.site("secondary").promote();

            organiser.runFor(Duration.ofHours(1));
            assertThat(client.status().site("secondary").routed()).isFalse();

            open.set(true);
            organiser.runFor(Duration.ofMinutes(10));
            assertThat(client.status().site("secondary").routed()).isTrue();
        }
    }
}
