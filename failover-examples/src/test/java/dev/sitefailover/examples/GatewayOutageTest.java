package dev.sitefailover.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.junit.Outage;
import dev.sitefailover.junit.Promotion;
import dev.sitefailover.junit.RepeatedOverSeeds;
import dev.sitefailover.junit.SimulatedSites;
import dev.sitefailover.junit.Witness;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.time.Duration;

/** What README.md shows of the JUnit extension. */
// README: begin
@SimulatedSites
class GatewayOutageTest {

    @RepeatedOverSeeds(count = 50)
    @Outage(site = "primary", at = "PT10M")
    @Promotion(site = "secondary", at = "PT30M")
    void isBackFourSecondsAfterThePromotion(Simulation organiser, Witness witness) {
        var gateway = witness.watch(gateway(organiser));
        organiser.runFor(Duration.ofMinutes(30).plusSeconds(4));
        assertEquals("secondary", String.valueOf(gateway.status().routed()));
    }
    // README: end

    private static SiteFailover<Endpoint> gateway(Simulation organiser) {
        return SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001")).thenApply(GatewayOutageTest::health))
                .start();
    }

    private static ProbeResult health(Reply reply) {
        return reply instanceof Pong pong && pong.position().health() == Health.SERVING
                ? ProbeResult.serving()
                : ProbeResult.standby("not promoted");
    }
}
