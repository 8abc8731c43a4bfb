package dev.sitefailover.search;

import static dev.sitefailover.search.Scenarios.inflict;
import static dev.sitefailover.search.Scenarios.promote;
import static dev.sitefailover.search.Scenarios.serving;
import static dev.sitefailover.search.Scenarios.standby;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                        inflict(0, "primary", Fault.slow(Scenarios.seconds(0.3))),
                        inflict(0, "secondary", Fault.crash()),
                        promote(30, "secondary"))
                .withLength(Scenarios.seconds(30));
        for (int millis = 0; millis < 1_000; millis += 50) {
            // one of them falls between a submission and its acknowledgement, whatever the latencies are
            Act promotion = promote(29 + millis / 1000.0, "secondary");
            holds(acknowledgedLate.withActs(List.of(
                    acknowledgedLate.acts().get(0), acknowledgedLate.acts().get(1), promotion)));
        }
    }

    @Test
    void whatAThirdSiteMissedIsLostWhoeverHadIt() {
        holds(threeSites(inflict(20, "third", Fault.crash()), promote(20.7, "secondary"), promote(40, "third")));
        holds(threeSites(
                promote(20, "secondary"),
                inflict(20, "third", Fault.crash()),
                promote(30, "primary"),
                promote(40, "third")));
    }

    @Test
    void aStepOfTheWallClockMakesNoCopyLookMoreRecentThanItIs() {
        Simulation organiser = Simulation.seeded(1)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary")
                        .trailing(Duration.ofSeconds(5))
                        .servingAlways())
                .start();
        organiser.runFor(Duration.ofMinutes(1));
        Instant sentAt = organiser.time().instant();
        organiser.endpoint("P1", "primary").send(new Submission("P1", 1));
        organiser.runFor(Duration.ofSeconds(1));
        organiser.time().stepWallClock(Duration.ofMinutes(1));

        var answer =
                organiser.time().await(organiser.endpoint("P1", "secondary").send(new FindSubmission("P1", 1, sentAt)));

        assertThat(answer).isEqualTo(new FoundSubmission(1, Disposition.UNKNOWN));
    }

    @Test
    void aCopyThatGotASubmissionFromOneSiteDoesNotTakeItAgainFromAnother() {
        Simulation organiser = Simulation.seeded(1)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").servingAlways())
                .site(SiteSettings.of("third").trailing(Duration.ofSeconds(5)))
                .ignoringKeys()
                .start();
        organiser.endpoint("P1", "primary").send(new Submission("P1", 1));
        organiser.runFor(Duration.ofSeconds(1));

        organiser.site("third").resynchroniseFrom(organiser.site("secondary"));
        organiser.runFor(Duration.ofSeconds(10));

        assertThat(organiser.site("third").ledger("P1").applied(1)).isTrue();
        assertThat(organiser.account("P1").duplicated()).isZero();
    }

    private static Scenario threeSites(Act... acts) {
        return serving()
                .withSites(List.of(
                        SiteSettings.of("primary"),
                        SiteSettings.of("secondary")
                                .trailing(Duration.ofMillis(100))
                                .servingAlways(),
                        SiteSettings.of("third").trailing(Duration.ofSeconds(5))))
                .withActs(List.of(acts));
    }

    private static void holds(Scenario scenario) {
        assertThat(Trial.ofEngine().run(scenario).violation()).isEmpty();
    }
}
