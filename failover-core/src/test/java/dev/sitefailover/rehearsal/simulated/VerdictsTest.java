package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {

    @Test
    void whoRegistersAfterTheDeadlineIsRefusedAndTakesNoPart() {
        Report report = Trial.of(
                        """
                        registration: { by: 2024-03-20 }
                        participants:
                          - { id: early, registered: 2024-03-20 }
                          - { id: last-minute, registered: "2024-03-20T23:59" }
                          - { id: late, registered: 2024-03-21, title: Late one }
                          - { id: unknown }
                        sessions:
                        """
                                + session("s1", "12:00-12:02", "primary", "connectivity-test"))
                .report();

        assertThat(report.participants())
                .extracting(ParticipantResult::verdict)
                .containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.REFUSED, Verdict.PASSED);
        assertThat(report.participants().get(2).detail())
                .isEqualTo("registered after the deadline, 2024-03-20T23:59:59 in Asia/Hong_Kong");
        assertThat(Trial.step(report, 0).passed()).isEqualTo(3);
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void withNobodyLeftTheRehearsalFailsAndWaitsForNobody() {
        Report report = Trial.of(
                        """
                        registration: { by: 2024-03-20 }
                        participants: [{ id: late, registered: 2024-03-21 }]
                        sessions:
                        """
                                + session("s1", "12:00-12:02", "primary", "connectivity-test", "{ submit: {} }"))
                .report();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons()).contains("no participant took part");
        assertThat(report.requests().sent()).isZero();
        assertThat(Trial.step(report, 1).endedAt())
                .isEqualTo(report.sessions().get(0).from());
    }

    @ParameterizedTest
    @CsvSource({
        "rto, PT30S, objective rto missed: target PT30S",
        "clientRto, PT0.01S, objective clientRto missed: target PT0.01S",
        "rpo, PT1S, objective rpo missed: target PT1S"
    })
    void aMissedObjectiveFailsTheRehearsalAndSaysWhich(String name, String target, String reason) {
        Report report =
                lossyMove("objectives: { " + name + ": " + target + " }\n").report();

        assertThat(report.sessions().get(0).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons()).hasSize(1).first().asString().startsWith(reason + ", actual PT");
    }

    @Test
    void anAbsentObjectiveIsReportedAndNotJudged() {
        Report report = lossyMove("").report();

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.objectives()).extracting(ObjectiveResult::name).containsExactly("rto", "clientRto", "rpo");
        assertThat(report.objectives())
                .allSatisfy(objective -> assertThat(objective.actual()).isNotNull())
                .allSatisfy(objective -> assertThat(objective.verdict()).isEqualTo(Verdict.SKIPPED));
    }

    private static Trial lossyMove(String objectives) {
        return Trial.of(objectives
                + "sites: [{ id: primary }, { id: secondary, replicationLag: PT10S }]\nsessions:\n"
                + session(
                        "s1",
                        "12:00-12:05",
                        "secondary",
                        "{ wait: { for: PT30S } }",
                        "{ site-failover: { promotedAfter: PT1M } }"));
    }

    @Test
    void aParticipantsVerdictNamesTheFirstRequiredStepItFailed() {
        Report report = Trial.ofSteps(
                        "{ wait: { for: PT2S }, within: PT1S, optional: true, title: Not needed }",
                        "{ wait: { for: PT2S }, within: PT1S, title: Needed }",
                        "{ wait: { for: PT3S }, within: PT1S, title: Needed too }")
                .report();

        assertThat(report.participants())
                .extracting(ParticipantResult::detail)
                .containsOnly("s1, Needed: not done within PT1S");
        assertThat(report.sessions().get(0).detail()).isEqualTo("Needed FAILED; Needed too FAILED");
    }

    @Test
    void aFailureOfTheProgramItselfEndsTheRunInsteadOfHanging() {
        assertThatThrownBy(() -> Trial.ofSteps("connectivity-test", "{ wait: { for: PT1M } }")
                        .events(event -> {
                            throw new IllegalStateException("disk full");
                        })
                        .report())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
    }
}
