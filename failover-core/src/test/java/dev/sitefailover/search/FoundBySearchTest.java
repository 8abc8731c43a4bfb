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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Told to have been sent when the stepped clock would have shown it. Five seeds in 450,000, two of them here, and one more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                    format: 1
                    title: "Broken: a doubt is settled by what the books say"
                    reference: "search 1; seed 310981; keys true"
                    guidelines:
                      - "At PT1M14.55017541S of the run: submission 70 of P1 was settled as absent and has arrived at primary after all"
                    timeZone: Asia/Hong_Kong
                    sites:
                      - { id: "primary", title: "primary", endpoint: "sim:primary", replicationLag: PT5S, serves: promoted }
                      - { id: "secondary", title: "secondary", endpoint: "sim:secondary", replicationLag: PT0S, serves: always }
                    participants: 1
                    client:
                      probe: { interval: PT1S, timeout: PT0.5S, rise: 2, fall: 3 }
                      callTimeout: PT2S
                      failover: automatic
                      failback: automatic
                      stableFor: PT30S
                    workload: { enquiries: 1.0, submissions: 1.0 }
                    sessions:
                      - id: scenario
                        date: 2024-03-23
                        window: "12:00-12:03"
                        site: "primary"
                        steps:
                          - { at: "12:00:20", outage: { site: "primary", fault: crash, for: PT19S } }
                          - { at: "12:01:00", outage: { site: "secondary", fault: lost-ack, p: 0.5 } }
                          - { at: "12:01:10", task: { by: organiser, text: "step the wall clock by PT-2S" } }
                          - { at: "12:01:15", task: { by: organiser, text: "end: every fault is lifted, every site resynchronised" } }
                    """,
                """
                    format: 1
                    title: "Broken: a doubt is settled by what the books say"
                    reference: "search 1; seed 175896; keys true"
                    guidelines:
                      - "At PT1M4.178561454S of the run: submit P1/60 sent to primary in epoch 1 at 2024-03-23T04:00:59.165883510Z: no answer from primary within the deadline of submit, was settled as absent and is at secondary, where calls go"
                    timeZone: Asia/Hong_Kong
                    sites:
                      - { id: "primary", title: "primary", endpoint: "sim:primary", replicationLag: PT0S, serves: promoted }
                      - { id: "secondary", title: "secondary", endpoint: "sim:secondary", replicationLag: PT5S, serves: always }
                    participants: 1
                    client:
                      probe: { interval: PT1S, timeout: PT0.5S, rise: 2, fall: 3 }
                      callTimeout: PT2S
                      failover: automatic
                      failback: declared
                      stableFor: PT1M
                    workload: { enquiries: 1.0, submissions: 1.0 }
                    sessions:
                      - id: scenario
                        date: 2024-03-23
                        window: "12:00-12:03"
                        site: "primary"
                        steps:
                          - { at: "12:00:23", wait: { for: PT0.6S } }
                          - { outage: { site: "primary", fault: lost-ack, p: 0.5 } }
                          - { at: "12:00:50", outage: { site: "primary", fault: error-rate, p: 0.16 } }
                          - { at: "12:01:00", task: { by: organiser, text: "step the wall clock by PT-0.007S" } }
                          - { at: "12:01:05", task: { by: organiser, text: "end: every fault is lifted, every site resynchronised" } }
                    """,
                """
                    format: 1
                    title: "Broken: a doubt is settled by what the books say"
                    reference: "search 1; seed 158297; keys true"
                    guidelines:
                      - "At PT1M3.128578309S of the run: submission 63 of P1 was settled as absent and has arrived at primary after all"
                    timeZone: Asia/Hong_Kong
                    sites:
                      - { id: "primary", title: "primary", endpoint: "sim:primary", replicationLag: PT0.5S, serves: promoted }
                      - { id: "secondary", title: "secondary", endpoint: "sim:secondary", replicationLag: PT0S, serves: always }
                    participants: 1
                    client:
                      probe: { interval: PT1S, timeout: PT0.5S, rise: 2, fall: 3 }
                      callTimeout: PT2S
                      failover: automatic
                      failback: declared
                      stableFor: PT1M
                    workload: { enquiries: 1.0, submissions: 1.0 }
                    sessions:
                      - id: scenario
                        date: 2024-03-23
                        window: "12:00-12:03"
                        site: "primary"
                        steps:
                          - { at: "12:00:00", wait: { for: PT0.375S } }
                          - { outage: { site: "primary", fault: crash, for: PT0.014S } }
                          - { at: "12:00:30", task: { by: organiser, text: "step the wall clock by PT-40S" } }
                          - { at: "12:01:01", outage: { site: "secondary", fault: reset, phase: response, affects: business } }
                          - { at: "12:01:01", wait: { for: PT0.6S } }
                          - { task: { by: organiser, text: "step the wall clock by PT-0.032S" } }
                          - { at: "12:01:03", wait: { for: PT0.128578309S } }
                          - { task: { by: organiser, text: "end: every fault is lifted, every site resynchronised" } }
                    """
            })
    void whatWasSentBeforeTheWallClockWasSteppedBackIsNotTakenForOlderThanItIs(String rundown) {
        holds(ScenarioFile.read("found", rundown.getBytes(StandardCharsets.UTF_8)));
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
