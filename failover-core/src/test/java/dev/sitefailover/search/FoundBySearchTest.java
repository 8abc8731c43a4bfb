package dev.sitefailover.search;

import static dev.sitefailover.search.Scenarios.inflict;
import static dev.sitefailover.search.Scenarios.promote;
import static dev.sitefailover.search.Scenarios.serving;
import static dev.sitefailover.search.Scenarios.standby;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.fault.Fault;
import org.junit.jupiter.api.Test;

/** What searches found in the engine and in the model of the sites, as the smallest scenario that showed it. */
class FoundBySearchTest {

    @Test
    void whatASiteMissedWhileOutOfReachIsLostWhenThatSiteIsPromoted() {
        holds(serving(inflict(0, "secondary", Fault.crash()), promote(20, "primary"), promote(30, "secondary"))
                .withLength(Scenarios.seconds(30)));
    }

    @Test
    void whatAMoveUndoesBeforeItsAcknowledgementArrivesIsLostWhenItArrives() {
        Scenario acknowledgedLate = standby(
                        inflict(0, "primary", Fault.slow(Scenarios.seconds(0.6))),
                        inflict(0, "secondary", Fault.crash()),
                        promote(30, "secondary"))
                .withLength(Scenarios.seconds(30));
        for (int millis = 0; millis < 1_000; millis += 50) {
            // one of them falls between a submission and its acknowledgement, whatever the latencies are
            Act promotion = promote(29 + millis / 1000.0, "secondary");
            holds(acknowledgedLate.withActs(java.util.List.of(
                    acknowledgedLate.acts().get(0), acknowledgedLate.acts().get(1), promotion)));
        }
    }

    private static void holds(Scenario scenario) {
        assertThat(Trial.ofEngine().run(scenario).violation()).isEmpty();
    }
}
