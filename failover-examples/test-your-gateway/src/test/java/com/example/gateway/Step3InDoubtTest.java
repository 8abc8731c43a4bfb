package com.example.gateway;

import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.assertj.FailoverRecording;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import org.junit.jupiter.api.Test;

/** An acknowledgement is lost: the call is in doubt, is not sent again, and is settled by asking. */
class Step3InDoubtTest {
    private final Simulation organiser = Simulation.seeded(1).ignoringKeys().start();

    @Test
    void asksInsteadOfSendingAgain() {
        organiser.at(ofSeconds(10), () -> organiser
                .site("primary")
                .inflict(Fault.lostAck(1).always().lasting(ofSeconds(3)).affecting(Affects.BUSINESS)));

        FailoverRecording recording = FailoverRecording.in(organiser);
        try (SiteFailover<SimulatedClient> sites = SimulatedGateway.sites(organiser, recording);
                Actors actors = Actors.on(organiser.time())) {
            FailoverGateway gateway = new FailoverGateway(sites, actors::sleep);
            actors.start("gateway", () -> {
                actors.sleep(ofSeconds(11));
                assertThat(gateway.submit(1)).isEqualTo(FailoverGateway.Result.IN_DOUBT);
                actors.sleep(ofSeconds(20));
                assertThat(sites).hasNothingInDoubt();
            });
            actors.join();
        }

        assertThat(recording).hasNotSwitched().hasLostNoCall();
        assertThat(organiser.account("P001")).hasAcknowledged(1).hasDuplicatedNothing();
    }
}
