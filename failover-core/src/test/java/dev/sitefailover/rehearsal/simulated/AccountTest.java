package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static dev.sitefailover.rehearsal.simulated.Trial.step;
import static dev.sitefailover.rehearsal.simulated.Trial.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    @Test
    void aLostAcknowledgementIsInDoubtUntilAnEnquiryFindsItApplied() {
        Report report = Trial.ofSteps(
                        "{ outage: { fault: lost-ack, p: 0.5, for: PT1M } }",
                        "{ submit: { count: 3 } }",
                        "{ wait: { for: PT2M } }",
                        "reconcile",
                        "clean-up")
                .report();

        RequestCounts requests = report.requests();
        assertThat(report.reasons()).isEmpty();
        assertThat(requests.reconciled()).isGreaterThan(20);
        assertThat(requests.inDoubt()).isZero();
        assertThat(requests.succeeded()).isEqualTo(requests.sent());
        assertThat(requests.lost()).isZero();
        assertThat(step(report, 3).evidence().entries())
                .containsEntry("reconciledSoFar", requests.reconciled())
                .containsEntry("inDoubt", 0L);
    }

    @Test
    void whatNeverArrivedIsReconciledAsFailed() {
        Report report = Trial.ofSteps(
                        "{ outage: { fault: partition, for: PT10S } }", "{ wait: { for: PT1M } }", "reconcile")
                .with("workload: { enquiries: 0, submissions: 5 }\n")
                .report();

        RequestCounts requests = report.requests();
        assertThat(requests.reconciled()).isPositive();
        assertThat(requests.failed()).isGreaterThanOrEqualTo(requests.reconciled());
        assertThat(requests.sent()).isEqualTo(requests.succeeded() + requests.failed());
    }

    @Test
    void aSubmissionThatNoEnquiryCanSettleFailsItsStepInTheEndAndTheNextStepsRun() {
        Report report = Trial.ofSteps(
                        "{ outage: { fault: hang, affects: business } }",
                        "{ submit: {} }",
                        "restore",
                        "connectivity-test")
                .report();

        assertThat(verdicts(report))
                .containsExactly("outage PASSED", "submit FAILED", "restore PASSED", "connectivity-test PASSED");
        assertThat(step(report, 1).detail()).isEqualTo("a submission was still in doubt after PT1M30S");
    }

    @Test
    void whatIsStillInDoubtAtTheEndIsCountedAsThat() {
        Report report = Trial.of("workload: { enquiries: 1, submissions: 5 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "primary",
                                "{ at: \"12:09:40\", outage: { fault: hang, affects: business } }"))
                .report();

        RequestCounts requests = report.requests();
        assertThat(requests.inDoubt()).isPositive();
        assertThat(requests.sent()).isEqualTo(requests.succeeded() + requests.failed() + requests.inDoubt());
    }

    @Test
    void whatIsInDoubtAtTheEndOfASessionIsReconciledInTheNextOne() {
        Report report = Trial.of("workload: { enquiries: 1, submissions: 5 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "primary",
                                "{ at: \"12:09:40\", outage: { fault: hang, affects: business } }")
                        + session("s2", "12:10-12:12", "secondary", "reconcile", "{ wait: { for: PT10S } }"))
                .report();

        assertThat(report.requests().inDoubt()).isZero();
        assertThat(report.requests().reconciled()).isPositive();
        assertThat(report.requests().failed()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"abrupt, PT10S", "abrupt, PT2S", "graceful, PT10S"})
    void anAbruptMoveLosesWhatTheCopyLacksAndAGracefulOneNothing(String shutdown, Duration lag) {
        Report report = Trial.of("sites: [{ id: primary }, { id: secondary, replicationLag: " + lag + " }]\n"
                        + "workload: { enquiries: 1, submissions: 5 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ at: \"12:01\", site-failover: { shutdown: " + shutdown
                                        + ", promotedAfter: PT30S } }",
                                "{ submit: {} }",
                                "reconcile",
                                "clean-up"))
                .report();

        RequestCounts requests = report.requests();
        if (shutdown.equals("graceful")) {
            assertThat(requests.lost()).isZero();
            assertThat(report.rpo()).isEqualTo(Duration.ZERO);
        } else {
            // five a second and participant, for as long as the copy trails
            assertThat(requests.lost()).isBetween(10 * lag.toSeconds() - 4, 10 * lag.toSeconds() + 4);
            assertThat(report.rpo()).isBetween(lag.minusMillis(500), lag);
            assertThat(requests.lost()).isLessThan(requests.succeeded());
        }
        assertThat(step(report, 2).verdict()).as("no target: not judged").isEqualTo(Verdict.PASSED);
        assertThat(step(report, 2).evidence().entries()).containsEntry("rpo", report.rpo());
    }

    @Test
    void sitesThatAreCutOffFromEachOtherLoseEverythingSinceAndReconcileSaysSo() {
        Report report = Trial.of("objectives: { rpo: PT10S }\nworkload: { enquiries: 0, submissions: 1 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ at: \"12:01\", outage: { fault: partition, between: site } }",
                                "{ at: \"12:02\", site-failover: {} }",
                                "reconcile"))
                .report();

        assertThat(report.requests().lost()).isBetween(118L, 122L);
        assertThat(report.rpo()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
        assertThat(verdicts(report)).endsWith("reconcile FAILED");
        assertThat(step(report, 2).detail()).isEqualTo("acknowledged submissions are lost: the rpo is over PT10S");
        assertThat(report.reasons()).contains("objective rpo missed: target PT10S, actual " + report.rpo());
    }

    @Test
    void aSiteThatLooksAtKeysAppliesADuplicateOnce() {
        Report report = Trial.ofSteps("{ outage: { fault: duplicate } }", "{ submit: {} }", "reconcile", "clean-up")
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.requests().duplicated()).isZero();
    }

    @Test
    void cleanUpPurgesExactlyWhatTookEffectAndIsNoLoss() {
        Report report = Trial.of("workload: { enquiries: 0, submissions: 2 }\nsessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ submit: { count: 3 } }")
                        + session(
                                "s2",
                                "12:02-12:05",
                                "secondary",
                                "{ site-failover: { promotedAfter: PT20S } }",
                                "{ submit: { count: 3 } }",
                                "clean-up",
                                "{ wait: { for: PT1M } }",
                                "{ submit: { count: 2 } }",
                                "clean-up"))
                .report();

        Object purged = step(report, 3).evidence().entries().get("purged");
        assertThat(step(report, 6).evidence().entries())
                .as("background submissions have stopped")
                .containsEntry("purged", 4L);
        // besides submissions: the purges, and enquiries: one knock until somebody answers, one a second in the move
        assertThat((Long) purged).isBetween(2 * (2 * 118L + 3), 2 * (2 * 121L + 6));
        assertThat(report.requests().lost()).isZero();
        assertThat(report.requests().inDoubt()).isZero();
        assertThat(report.rpo()).isEqualTo(Duration.ZERO);
    }

    @Test
    void withoutBackgroundCleanUpCountsTheStepsSubmissions() {
        Report report = Trial.of("workload: { enquiries: 0, submissions: 0 }\nsessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ submit: { count: 7 } }", "clean-up", "clean-up"))
                .report();

        assertThat(step(report, 1).evidence().entries()).containsEntry("purged", 14L);
        assertThat(step(report, 2).evidence().entries()).containsEntry("purged", 0L);
        // seven submissions, two purges, and the one call by which the client knows that somebody answers
        assertThat(report.requests().sent()).isEqualTo(2 * 10L);
        assertThat(report.requests().succeeded()).isEqualTo(2 * 10L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 3, 50})
    void theWorkloadGoesOnForTheWholeWindow(double rate) {
        Report report = Trial.of("workload: { enquiries: " + rate + ", submissions: " + rate + " }\nsessions:\n"
                        + session("s1", "12:00-12:10", "primary", "connectivity-test"))
                .report();

        // the last seconds are left for calls to end; one knock a second until the first answer, and one greeting
        double planned = 2 * 2 * rate * 600;
        assertThat((double) report.requests().sent()).isBetween(planned * 0.99 - 4, planned + 10);
        assertThat(report.requests().failed()).isZero();
    }

    @Test
    void rateNextToNothingIsNoRate() {
        Report report = Trial.of("workload: { enquiries: 1e-300, submissions: 1e-12 }\nsessions:\n"
                        + session("s1", "12:00-12:10", "primary", "connectivity-test"))
                .report();

        assertThat(report.requests().sent()).isEqualTo(4);
    }
}
