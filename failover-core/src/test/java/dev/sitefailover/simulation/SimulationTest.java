package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final Simulation organiser = Simulation.seeded(42).start();

    @Test
    void thePrimaryServesAndTheSecondaryStandsBy() {
        assertThat(organiser.addresses()).containsExactly(Site.of("primary"), Site.of("secondary"));
        assertThat(organiser.site("primary").position()).isEqualTo(Position.SERVING);
        assertThat(organiser.site("secondary").position()).isEqualTo(Position.STANDBY);
    }

    @Test
    void aConnectorOpensAnEndpointOfThatParticipantAtThatSite() {
        Endpoint endpoint = organiser.time().await(organiser.connector("P1").open(Site.of("primary")));
        assertThat(organiser.time().await(endpoint.send(new Submission("P1", 3))))
                .isEqualTo(new Acknowledgement(3, false));
        assertThat(organiser.site("primary").ledger("P1").applied(3)).isTrue();
        assertThat(organiser.account("P1").acknowledged()).isOne();
    }

    @Test
    void participantsHaveLedgersOfTheirOwn() {
        organiser.time().await(organiser.endpoint("P1", "primary").send(new Submission("P1", 3)));
        organiser.time().await(organiser.endpoint("P2", "primary").send(new Submission("P2", 4)));
        assertThat(organiser.site("secondary").ledger("P1").applied(4)).isFalse();
        assertThat(organiser.site("secondary").ledger("P2").applied(4)).isTrue();
    }

    @Test
    void theTimetableRunsAtItsTimes() {
        List<Instant> times = new ArrayList<>();
        Instant start = organiser.time().instant();
        organiser.at(Duration.ofMinutes(10), () -> times.add(organiser.time().instant()));
        organiser.at(Duration.ofMinutes(5), () -> times.add(organiser.time().instant()));
        organiser.runFor(Duration.ofHours(1));
        assertThat(times).containsExactly(start.plusSeconds(300), start.plusSeconds(600));
        assertThat(organiser.time().instant()).isEqualTo(start.plusSeconds(3_600));
    }

    @Test
    void simulationsSideBySideCanShareTheirProductionData() {
        Simulation other = Simulation.seeded(1).productionSeed(42).start();
        assertThat(other.data().records("P1", 9)).isEqualTo(organiser.data().records("P1", 9));
    }

    @Test
    void backgroundEnquiriesShareOneAnswer() {
        Endpoint endpoint = organiser.endpoint("P1", "primary");
        assertThat(organiser.time().await(endpoint.send(new Enquiry("P1", 1))))
                .isSameAs(organiser.time().await(endpoint.send(new Enquiry("P1", 1))));
    }

    @Test
    void aForeignRequestIsTheCallersMistake() {
        Request foreign = new Request() {
            @Override
            public String operation() {
                return "dance";
            }

            @Override
            public byte[] body() {
                return new byte[0];
            }
        };
        assertThatThrownBy(() -> organiser
                        .time()
                        .await(organiser.endpoint("P1", "primary").send(foreign)))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("dance");
    }

    @Test
    void badSettingsAreNamed() {
        assertThatThrownBy(() -> organiser.site("tertiary")).hasMessageContaining("[primary, secondary]");
        assertThatThrownBy(() ->
                        Simulation.seeded(1).sites(Site.of("a"), Site.of("a")).start())
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> SiteSettings.of("a").trailing(Duration.ofSeconds(-1)))
                .hasMessageContaining("replicationLag");
    }
}
