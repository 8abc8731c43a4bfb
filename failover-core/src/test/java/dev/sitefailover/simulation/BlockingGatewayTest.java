package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten gateways of ordinary blocking code live through an hour in which the primary hangs. */
@Timeout(120)
class BlockingGatewayTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final int GATEWAYS = 10;

    /** What an hour came to. */
    private record Hour(String digest, long calls, long failed, long bySecondary, long handOvers, long waits) {}

    private static Hour live(Duration lasting, Duration pause) {
        Simulation organiser = Simulation.seeded(3)
                .site(SiteSettings.of("primary").servingAlways())
                .site(SiteSettings.of("secondary").servingAlways())
                .start();
        VirtualTime time = organiser.time();
        long[] counts = new long[3];
        List<SiteFailover<Endpoint>> clients = new ArrayList<>();
        organiser.at(lasting.dividedBy(3), () -> organiser.site("primary").inflict(Fault.hang()));
        try (Actors actors = Actors.on(time)) {
            for (int i = 0; i < GATEWAYS; i++) {
                String participant = "P%03d".formatted(i);
                SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector(participant))
                        .runtime(time)
                        .sites(organiser.addresses())
                        .probe((endpoint, site) -> endpoint.send(new ProbePing(participant))
                                .thenApply(reply -> reply instanceof Pong pong
                                                && pong.position().health() == Health.SERVING
                                        ? ProbeResult.serving()
                                        : ProbeResult.standby("closed")))
                        .start();
                clients.add(client);
                actors.start(participant, () -> {
                    while (time.nanoTime() < lasting.toNanos()) {
                        // an ordinary blocking call: it waits for the reply on this very thread
                        Outcome<Reply> outcome = client.tryCall(
                                ENQUIRY, null, endpoint -> time.await(endpoint.send(new Enquiry(participant, 1))));
                        counts[0]++;
                        if (outcome instanceof Outcome.Answered<Reply> answered
                                && answered.value() instanceof Records) {
                            counts[2] += answered.site().id().equals("secondary") ? 1 : 0;
                        } else {
                            counts[1]++;
                        }
                        actors.sleep(pause);
                    }
                });
            }
            actors.join();
            clients.forEach(SiteFailover::close);
            return new Hour(
                    organiser.trace().digest(), counts[0], counts[1], counts[2], actors.handOvers(), actors.waits());
        }
    }

    @Test
    void anHourOfTenBlockingGatewaysLosesOnlyTheCallsUnderWayWhenTheSiteHangs() {
        Hour hour = live(Duration.ofHours(1), Duration.ofMillis(100));
        assertThat(hour.calls).isGreaterThan(300_000);
        // a deadline of 2 s, and 3.5 s until three probes have failed: one or two calls of each
        assertThat(hour.failed).isBetween(1L, 2L * GATEWAYS);
        assertThat(hour.bySecondary).isGreaterThan(hour.calls / 2);
        assertThat(hour.handOvers)
                .as("an actor that waits drives the loop itself")
                .isLessThanOrEqualTo(hour.waits + GATEWAYS + 1);
    }

    @Test
    void everyRunOfBlockingGatewaysIsTheSame() {
        Hour first = live(Duration.ofMinutes(1), Duration.ofMillis(100));
        for (int i = 0; i < 99; i++) {
            assertThat(live(Duration.ofMinutes(1), Duration.ofMillis(100))).isEqualTo(first);
        }
    }
}
