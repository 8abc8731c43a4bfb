package com.example.gateway;

import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import org.junit.jupiter.api.Test;

/** The gateway as it is, in an outage: an hour takes milliseconds, and every run is the same. */
class Step1BareGatewayTest {
    private final Simulation organiser = Simulation.seeded(1).ignoringKeys().start();
    private final ClearingClient primary = new SimulatedClient(organiser, "primary");

    @Test
    void staysWithADeadPrimary() {
        organiser.at(ofMinutes(10), () -> organiser.site("primary").inflict(Fault.crash()));
        organiser.at(ofMinutes(15), () -> organiser.site("secondary").promote());

        int[] notDone = new int[1];
        try (Actors actors = Actors.on(organiser.time())) {
            RetryingGateway gateway = new RetryingGateway(primary, actors::sleep);
            actors.start("gateway", () -> {
                for (long instruction = 1; instruction <= 60; instruction++) { // one a minute, for an hour
                    notDone[0] += gateway.submit(instruction) ? 0 : 1;
                    actors.sleep(ofMinutes(1));
                }
            });
            actors.join();
        }

        assertThat(notDone[0]).isEqualTo(50); // although the secondary is open after five minutes
    }

    @Test
    void submitsTwiceWhenAnAcknowledgementIsLost() {
        organiser.site("primary").inflict(Fault.lostAck(1).always().lasting(ofSeconds(1)));

        try (Actors actors = Actors.on(organiser.time())) {
            RetryingGateway gateway = new RetryingGateway(primary, actors::sleep);
            actors.start("gateway", () -> gateway.submit(1));
            actors.join();
        }

        assertThatThrownBy(() -> assertThat(organiser.account("P001")).hasDuplicatedNothing())
                .hasMessage(
                        """

                        Expecting every submission to take effect once, but 1 effect was repeated.
                        Somebody sent again what was in doubt, to a site that does not look at keys.
                        The account: 1 acknowledged, 0 lost, 1 repeated, rpo 0 s.""");
    }
}
