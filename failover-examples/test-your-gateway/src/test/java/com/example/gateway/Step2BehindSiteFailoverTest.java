package com.example.gateway;

import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.assertj.FailoverRecording;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import org.junit.jupiter.api.Test;

/** The same hour behind the library: two sites instead of one, and a recording of what the client does. */
class Step2BehindSiteFailoverTest {
    private final Simulation organiser = Simulation.seeded(1).ignoringKeys().start();

    @Test
    void followsThePromotion() {
        organiser.at(ofMinutes(10), () -> organiser.site("primary").inflict(Fault.crash()));
        organiser.at(ofMinutes(15), () -> organiser.site("secondary").promote());

        FailoverRecording recording = FailoverRecording.in(organiser);
        int[] done = new int[1];
        try (SiteFailover<SimulatedClient> sites = SimulatedGateway.sites(organiser, recording);
                Actors actors = Actors.on(organiser.time())) {
            FailoverGateway gateway = new FailoverGateway(sites, actors::sleep);
            actors.start("gateway", () -> {
                for (long instruction = 1; instruction <= 60; instruction++) {
                    done[0] += gateway.submit(instruction) == FailoverGateway.Result.DONE ? 1 : 0;
                    actors.sleep(ofMinutes(1));
                }
            });
            actors.join();

            assertThat(sites).isRoutedTo("secondary").isSettled();
        }

        assertThat(done[0]).isEqualTo(60);
        assertThat(organiser.account("P001"))
                .hasAcknowledged(60)
                .hasLostNothing()
                .hasDuplicatedNothing();
        assertThat(recording).hasSwitched(1).followedWithin(ofSeconds(5)).wasNeverInDoubt();
    }

    @Test
    void tellsWhatHappenedWhenItTookTooLong() {
        organiser.at(ofSeconds(10), () -> organiser.site("primary").inflict(Fault.crash()));
        organiser.at(ofSeconds(20), () -> organiser.site("secondary").promote());

        FailoverRecording recording = FailoverRecording.in(organiser);
        try (SiteFailover<SimulatedClient> sites = SimulatedGateway.sites(organiser, recording);
                Actors actors = Actors.on(organiser.time())) {
            FailoverGateway gateway = new FailoverGateway(sites, actors::sleep);
            actors.start("gateway", () -> {
                actors.sleep(ofSeconds(15));
                gateway.submit(1);
            });
            actors.join();
        }

        assertThatThrownBy(() -> assertThat(recording).followedWithin(ofSeconds(1)))
                .hasMessage(
                        """

                        Expecting the client to follow within 1 s once a site served, but it took 2.258 s: from 00:00:20.000 to 00:00:22.258.
                        What happened (virtual time since the start, seed 1):
                            00:00:00.188  primary is SERVING, was UNKNOWN
                            00:00:00.188  decided to attach to primary: primary serves
                            00:00:00.192  calls go to primary in epoch 1
                            00:00:00.855  secondary is STANDBY, was UNKNOWN
                            00:00:10.000  crash begins at primary
                            00:00:10.000  primary is down
                            00:00:12.192  primary is DOWN, was SERVING
                            00:00:12.192  lost primary: probes say DOWN
                            00:00:16.251  calls fail at primary although probes pass
                            00:00:16.251  decided to leave primary: probes and calls say that primary is down
                            00:00:16.251  calls go nowhere, primary was left: probes and calls say that primary is down
                            00:00:20.000  primary closes and stands by
                          > 00:00:20.000  secondary is promoted and serves
                            00:00:21.852  secondary is SERVING, was STANDBY
                            00:00:21.852  decided to move to secondary: primary is DOWN
                            00:00:21.852  calls go to secondary in epoch 2
                            00:00:21.852  moved from primary to secondary in epoch 2
                          > 00:00:22.258  first call answered by secondary in epoch 2
                            00:00:22.258  calls go nowhere, secondary was left: stopped
                            00:00:22.258  closed""");
    }
}
