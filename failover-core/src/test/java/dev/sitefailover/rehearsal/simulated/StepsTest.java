package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static dev.sitefailover.rehearsal.simulated.Trial.sessions;
import static dev.sitefailover.rehearsal.simulated.Trial.step;
import static dev.sitefailover.rehearsal.simulated.Trial.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void aHealthyDayPassesEveryKindOfStepThatNeedsNoMove() {
        Report report = Trial.ofSteps(
                        "connectivity-test",
                        "{ enquiry: { records: 30 } }",
                        "{ report-download: { reports: [a, b] } }",
                        "{ submit: { count: 3 } }",
                        "{ wait: { for: PT10S } }",
                        "reconcile",
                        "restore",
                        "{ task: { by: organiser, text: Back up } }",
                        "clean-up",
                        "sign-off")
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(Trial.steps(report))
                .allSatisfy(step -> assertThat(step.verdict()).isEqualTo(Verdict.PASSED))
                .allSatisfy(step -> assertThat(step.passed()).isEqualTo(2))
                .allSatisfy(step -> assertThat(step.failed()).isZero());
        assertThat(step(report, 1).evidence().entries()).containsEntry("records", 60L);
        assertThat(step(report, 2).evidence().entries()).containsEntry("reports", 4L);
        assertThat(step(report, 3).evidence().entries()).containsEntry("acknowledged", 6L);
        assertThat(step(report, 7).evidence().entries())
                .containsEntry("by", "organiser")
                .containsEntry("done", "done");
        assertThat(step(report, 9).evidence().entries())
                .containsEntry("by", "participant")
                .containsEntry("given", "given");
    }

    @Test
    void theFirstStepWaitsUntilEveryParticipantHasHadASuccessfulCall() {
        Report report = Trial.ofSteps("connectivity-test").report();

        Instant opens = report.sessions().get(0).from();
        // the first probe round makes the first call possible: it begins within one probe interval
        assertThat(step(report, 0).startedAt()).isBetween(opens.plusMillis(1), opens.plusSeconds(2));
    }

    @Test
    void aStepStartsAtItsTimeOrWhenTheOneAboveEndsWhicheverIsLater() {
        Report report = Trial.ofSteps(
                        "{ at: \"12:01\", wait: { for: PT2M } }",
                        "{ at: \"12:02\", enquiry: {} }",
                        "{ at: \"12:05:30\", enquiry: {} }")
                .report();

        assertThat(step(report, 0).lateness()).isEqualTo(Duration.ZERO);
        assertThat(step(report, 1).lateness()).isEqualTo(Duration.ofMinutes(1));
        assertThat(step(report, 2).lateness()).isEqualTo(Duration.ZERO);
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aWaitLongerThanTheWindowFailsAtItsEndAndTheRestIsSkipped() {
        Report report = Trial.ofSteps(
                        "{ wait: { for: PT2H } }",
                        "connectivity-test",
                        "{ at: \"12:09\", enquiry: {}, optional: true }")
                .report();

        assertThat(verdicts(report)).containsExactly("wait FAILED", "connectivity-test SKIPPED", "enquiry SKIPPED");
        assertThat(step(report, 0).endedAt()).isEqualTo(report.sessions().get(0).to());
        assertThat(step(report, 1).startedAt()).isNull();
        assertThat(step(report, 1).detail()).isEqualTo("the window had ended");
        assertThat(sessions(report)).containsExactly("FAILED");
    }

    @Test
    void aFailedStepStopsNothingAndAnOptionalOneFailsNobody() {
        Report report = Trial.ofSteps(
                        "connectivity-test",
                        "{ wait: { for: PT1M }, within: PT10S, optional: true }",
                        "{ submit: { count: 1 } }")
                .report();

        assertThat(verdicts(report)).containsExactly("connectivity-test PASSED", "wait FAILED", "submit PASSED");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.participants()).allMatch(participant -> participant.verdict() == Verdict.PASSED);
    }

    @Test
    void aStepThatTakesLongerThanItsLimitFailsWhenTheLimitIsUp() {
        Report report = Trial.ofSteps("{ submit: { count: 1000 }, within: PT1S }", "enquiry")
                .report();

        StepResult submit = step(report, 0);
        assertThat(submit.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(submit.took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(submit.detail()).isEqualTo("not done within PT1S");
        assertThat(report.participants()).allMatch(participant -> participant.verdict() == Verdict.FAILED);
    }

    @Test
    void whatAStepBeganDoesNotGoOnWhenItsTimeIsUp() {
        Report report = Trial.ofSteps(
                        "{ submit: { count: 100000 }, within: PT1S, optional: true }",
                        "clean-up",
                        "{ wait: { for: PT1M } }",
                        "clean-up")
                .with("workload: { enquiries: 0, submissions: 0 }\n")
                .report();

        assertThat(step(report, 1).evidence().entries().get("purged")).isNotEqualTo(0L);
        assertThat(step(report, 3).evidence().entries()).containsEntry("purged", 0L);
    }

    @Test
    void aConnectivityTestIsTriedAgainASecondLaterAsOftenAsAttemptsSay() {
        Report report = Trial.ofSteps(
                        "{ outage: { fault: crash, for: PT20S } }",
                        "{ connectivity-test: { attempts: 3 }, optional: true }",
                        "{ connectivity-test: { attempts: 1000 } }")
                .report();

        assertThat(verdicts(report))
                .containsExactly("outage PASSED", "connectivity-test FAILED", "connectivity-test PASSED");
        assertThat(step(report, 1).took()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void attemptsLeftOverWhenASessionEndsCostNothingAfterwards() {
        Report report = Trial.of(
                        "workload: { enquiries: 0, submissions: 0 }\nsessions:\n"
                                + session(
                                        "s1",
                                        "12:00-12:02",
                                        "primary",
                                        "{ outage: { fault: crash } }",
                                        "{ connectivity-test: { attempts: 1000000 } }")
                                + "  - { id: s2, date: 2027-03-23, window: \"12:00-12:02\", site: primary, steps: [enquiry] }\n")
                .report();

        assertThat(sessions(report)).containsExactly("FAILED", "PASSED");
        // two sites probed once a second for four minutes, two participants; calls besides: some hundreds
        assertThat(report.operations()).isLessThan(3_000);
    }

    @Test
    void aSessionWhoseGateDidNotPassIsSkippedAndSaysWhy() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ outage: {} }", "connectivity-test")
                        + "  - { id: s2, date: 2024-03-23, window: \"12:10-12:12\", site: secondary, subjectTo: [s1], "
                        + "steps: [connectivity-test] }\n"
                        + "  - { id: s3, date: 2024-03-23, window: \"12:20-12:22\", site: secondary, subjectTo: [s2], "
                        + "steps: [connectivity-test] }\n"
                        + session("s4", "12:22-12:24", "secondary", "connectivity-test"))
                .report();

        assertThat(sessions(report)).containsExactly("FAILED", "SKIPPED", "SKIPPED", "PASSED");
        assertThat(report.sessions().get(1).detail()).isEqualTo("subject to the result of s1, which was FAILED");
        assertThat(report.sessions().get(2).detail()).isEqualTo("subject to the result of s2, which was SKIPPED");
        assertThat(report.sessions().get(1).steps())
                .extracting(StepResult::verdict)
                .containsExactly(Verdict.SKIPPED);
    }

    @Test
    void sessionsThatTouchEachFindTheirSiteServing() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "primary", "connectivity-test", "{ submit: {} }")
                        + session("s2", "12:02-12:04", "secondary", "connectivity-test", "{ submit: {} }")
                        + session("s3", "12:04-12:06", "primary", "connectivity-test", "{ submit: {} }", "clean-up"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers()).as("a start is no move").isEmpty();
        assertThat(report.requests().failed()).isZero();
        assertThat(report.requests().inDoubt()).isZero();
    }

    @Test
    void aReportIsTheSameAtEverySiteAndDamageIsNoticed() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ report-download: { reports: [a, b] } }")
                        + session(
                                "s2",
                                "12:02-12:04",
                                "secondary",
                                "{ submit: {} }",
                                "{ report-download: { reports: [b, a], sameAs: s1 } }",
                                "{ outage: { fault: corrupt } }",
                                "{ report-download: { reports: [a], sameAs: s1 } }"))
                .report();

        assertThat(verdicts(report))
                .containsExactly(
                        "report-download PASSED",
                        "submit PASSED",
                        "report-download PASSED",
                        "outage PASSED",
                        "report-download FAILED");
        assertThat(step(report, 4).detail()).isEqualTo("a does not match its digest");
    }

    @Test
    void sameAsASessionThatWasSkippedFails() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ outage: {} }", "connectivity-test")
                        + "  - { id: s2, date: 2024-03-23, window: \"12:02-12:04\", site: primary, subjectTo: [s1], "
                        + "steps: [report-download] }\n"
                        + session("s3", "12:04-12:06", "primary", "{ report-download: { sameAs: s2 } }"))
                .report();

        assertThat(step(report, 3).detail()).isEqualTo("daily-activity was not downloaded in session s2");
        assertThat(sessions(report)).containsExactly("FAILED", "SKIPPED", "FAILED");
    }
}
