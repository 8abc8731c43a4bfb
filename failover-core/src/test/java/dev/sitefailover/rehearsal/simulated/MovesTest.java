package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.moves;
import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static dev.sitefailover.rehearsal.simulated.Trial.sessions;
import static dev.sitefailover.rehearsal.simulated.Trial.step;
import static dev.sitefailover.rehearsal.simulated.Trial.verdicts;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.routing.CallSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovesTest {
    private static final String OBJECTIVES = "objectives: { rto: PT2H, clientRto: PT30S, rpo: PT0S }\n";

    @ParameterizedTest
    @CsvSource({"PT0S, automatic", "PT20S, automatic", "PT3M, automatic", "PT0S, declared", "PT20S, declared"})
    void theOrganisersShareIsItsPromotionTimeAndTheClientsShareIsWithinItsBound(Duration promotedAfter, String mode) {
        Report report = Trial.of("participants: 5\nclient: { failover: " + mode + " }\n" + OBJECTIVES + "sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ at: \"12:01\", site-failover: { promotedAfter: " + promotedAfter + " } }",
                                "connectivity-test",
                                "{ submit: {} }",
                                "reconcile",
                                "clean-up"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers()).hasSize(5);
        Instant shutdown = requireNonNull(step(report, 0).startedAt());
        Duration bound = FailoverTiming.of(
                        new ProbeSettings(Duration.ofSeconds(1), Duration.ofMillis(500), 2, 3),
                        SwitchSettings.defaults(),
                        CallSettings.DEFAULT)
                .followBound()
                .plusSeconds(1); // one enquiry a second
        for (SwitchoverResult move : report.switchovers()) {
            assertThat(move.targetServingAt()).isEqualTo(shutdown.plus(promotedAfter));
            // the last good reply is at most one background call older than the shutdown
            assertThat(move.organiserShare()).isBetween(promotedAfter, promotedAfter.plusSeconds(1));
            assertThat(move.clientShare()).isBetween(Duration.ofMillis(1), bound);
            assertThat(move.rto())
                    .isEqualTo(requireNonNull(move.organiserShare()).plus(move.clientShare()));
            assertThat(move.decidedAt()).isBeforeOrEqualTo(move.activatedAt());
            assertThat(move.activatedAt()).isBefore(move.firstSuccessAt());
            assertThat(move.firstSuccessAt()).isBeforeOrEqualTo(step(report, 0).endedAt());
            assertThat(move.epoch()).isEqualTo(2);
        }
        assertThat(report.switchovers())
                .extracting(SwitchoverResult::clientShare)
                .doesNotHaveDuplicates();
        List<Duration> shares = report.switchovers().stream()
                .map(SwitchoverResult::clientShare)
                .sorted()
                .toList();
        assertThat(step(report, 0).evidence().entries())
                .containsEntry("medianClientShare", shares.get(2))
                .containsEntry("worstClientShare", shares.get(4));
        assertThat(report.objectives().get(1).actual()).isEqualTo(shares.get(4));
    }

    @Test
    void aMoveEndsWithTheLastParticipantsFirstSuccess() {
        Report report = Trial.of("sessions:\n" + session("s1", "12:00-12:05", "secondary", "site-failover"))
                .report();

        Instant last = report.switchovers().stream()
                .map(move -> requireNonNull(move.firstSuccessAt()))
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(step(report, 0).endedAt()).isEqualTo(last);
    }

    @Test
    void aMoveIsMeasuredWithoutWorkload() {
        Report report = Trial.of("workload: { enquiries: 0, submissions: 0 }\nsessions:\n"
                        + session("s1", "12:00-12:05", "secondary", "{ site-failover: { promotedAfter: PT1M } }"))
                .report();

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers()).hasSize(2).allMatch(move -> move.clientShare() != null);
        // one knock each at the start; then one enquiry a second for the minute and the few seconds of the move
        assertThat(report.requests().sent()).isBetween(2 * 61L, 2 * 70L);
    }

    @Test
    void callsWithoutARouteAreSentAndFailed() {
        Report report = Trial.of("workload: { enquiries: 10, submissions: 0 }\nsessions:\n"
                        + session("s1", "12:00-12:05", "secondary", "{ site-failover: { promotedAfter: PT1M } }"))
                .report();

        // ten background calls and one enquiry of the step a second and participant
        assertThat(report.requests().failed()).isBetween(2 * 11 * 58L, 2 * 11 * 63L);
        assertThat(report.requests().sent())
                .isEqualTo(report.requests().succeeded() + report.requests().failed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "declared"})
    void nobodyLosesASiteThatClosesAsPlanned(String mode) {
        Report report = Trial.of("client: { failover: " + mode + " }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:05",
                                "secondary",
                                "{ site-failover: { shutdown: graceful, promotedAfter: PT30S } }")
                        + session("s2", "12:05-12:10", "primary", "{ site-failback: { promotedAfter: PT30S } }"))
                .report();

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers()).hasSize(4).allMatch(move -> move.lossDetectedAt() == null);
        assertThat(report.switchovers()).allMatch(move -> move.cause().startsWith(mode));
        assertThat(moves(report, "primary")).as("epochs go on").allMatch(move -> move.epoch() == 4);
    }

    @Test
    void aCrashIsALossThatIsDetectedBeforeTheMoveIsDecided() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:05", "secondary", "{ site-failover: { promotedAfter: PT30S } }"))
                .report();

        Instant shutdown = requireNonNull(step(report, 0).startedAt());
        assertThat(report.switchovers()).hasSize(2).allSatisfy(move -> assertThat(move.lossDetectedAt())
                .isBetween(shutdown, requireNonNull(move.decidedAt())));
    }

    @Test
    void failoverAndFailbackInOneSession() {
        Report report = Trial.of(OBJECTIVES + "sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "primary",
                                "{ site-failover: { to: secondary, promotedAfter: PT30S } }",
                                "connectivity-test",
                                "{ submit: { count: 2 } }",
                                "{ site-failback: { promotedAfter: PT30S } }",
                                "connectivity-test",
                                "{ submit: { count: 2 } }",
                                "reconcile",
                                "clean-up"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers())
                .extracting(move -> move.from() + " " + move.to() + " " + move.epoch())
                .containsExactly(
                        "primary secondary 2", "primary secondary 2", "secondary primary 3", "secondary primary 3");
    }

    @Test
    void threeSitesOneAfterTheOther() {
        Report report = Trial.of(OBJECTIVES + "sites: [{ id: a }, { id: b }, { id: c }]\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "a",
                                "{ site-failover: { to: b } }",
                                "connectivity-test",
                                "{ site-failover: { to: c, shutdown: graceful } }",
                                "{ submit: {} }",
                                "{ site-failback: {} }",
                                "connectivity-test",
                                "reconcile"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers()).hasSize(6);
    }

    @Test
    void aMoveThatMissesItsLimitFailsAndIsListedWithItsFiguresWhenItCameLater() {
        Report report = late("automatic");

        assertThat(verdicts(report))
                .containsExactly(
                        "site-failover FAILED",
                        "connectivity-test FAILED",
                        "wait PASSED",
                        "connectivity-test PASSED",
                        "submit PASSED");
        assertThat(step(report, 0).detail()).isEqualTo("no successful call at secondary within PT1M");
        assertThat(report.switchovers()).hasSize(2).allSatisfy(move -> {
            assertThat(move.step()).isZero();
            assertThat(move.rto()).isGreaterThan(Duration.ofMinutes(2));
        });
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aDeclaredMoveIsDeclaredWhenTheTargetServesHoweverLateThatIs() {
        assertThat(verdicts(late("declared"))).endsWith("connectivity-test PASSED", "submit PASSED");
    }

    private static Report late(String mode) {
        return Trial.of("client: { failover: " + mode + " }\n" + OBJECTIVES + "sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ site-failover: { promotedAfter: PT2M }, within: PT1M }",
                                "connectivity-test",
                                "{ wait: { for: PT2M } }",
                                "connectivity-test",
                                "{ submit: {} }"))
                .report();
    }

    @Test
    void aMoveWithoutAFirstSuccessHasNoFiguresAndMissesTheObjective() {
        Report report = Trial.of(OBJECTIVES + "sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:05",
                                "secondary",
                                "{ site-failover: { promotedAfter: PT20M }, within: PT1M }",
                                "connectivity-test",
                                "{ submit: {} }")
                        + session("s2", "12:05-12:10", "secondary", "connectivity-test", "{ submit: {} }"))
                .report();

        assertThat(sessions(report)).as("the rest of the rundown goes on").containsExactly("FAILED", "PASSED");
        assertThat(report.switchovers()).hasSize(2).allSatisfy(move -> {
            assertThat(move.lastGoodAt()).isNotNull();
            assertThat(move.targetServingAt()).isNull();
            assertThat(move.decidedAt()).isNull();
            assertThat(move.activatedAt()).isNull();
            assertThat(move.firstSuccessAt()).isNull();
            assertThat(move.rto()).isNull();
        });
        assertThat(report.reasons())
                .contains(
                        "objective rto missed: target PT2H, not reached",
                        "objective clientRto missed: target PT30S, not reached");
    }

    @Test
    void aPromotionThatASecondMoveOvertakesDoesNotComeAndIsNotDeclared() {
        Report report = Trial.of("client: { failover: declared }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "primary",
                                "{ site-failover: { to: secondary, promotedAfter: PT3M }, within: PT30S }",
                                "{ site-failback: { promotedAfter: PT30S } }",
                                "{ wait: { for: PT4M } }",
                                "connectivity-test"))
                .report();

        assertThat(verdicts(report))
                .containsExactly(
                        "site-failover FAILED", "site-failback PASSED", "wait PASSED", "connectivity-test PASSED");
        assertThat(moves(report, "secondary")).allMatch(move -> move.firstSuccessAt() == null);
    }

    @Test
    void anOutageOfTheTargetDelaysTheMoveUntilItIsOver() {
        Report report = Trial.of("sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ outage: { site: secondary, fault: blackhole, for: PT3M } }",
                                "{ site-failover: { promotedAfter: PT1M } }",
                                "connectivity-test"))
                .report();

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers())
                .allMatch(move -> requireNonNull(move.clientShare()).compareTo(Duration.ofMinutes(2)) > 0);
    }

    @Test
    void aStaleNameKeepsTheClientsAtTheOldSiteForAWhile() {
        Report report = Trial.of("sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ outage: { site: secondary, fault: stale-dns, age: PT1M } }",
                                "{ site-failover: { shutdown: graceful } }",
                                "connectivity-test"))
                .report();

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers())
                .allMatch(move -> requireNonNull(move.clientShare()).compareTo(Duration.ofMinutes(1)) > 0);
    }

    @Test
    void aSiteThatAlwaysServesTakesOverByItselfAndTheClientsReturnWhenThePrimaryIsStable() {
        Report report = Trial.of(
                        """
                        sites: [{ id: primary }, { id: secondary, serves: always }]
                        client: { failback: automatic, stableFor: PT30S }
                        sessions:
                        """
                                + session(
                                        "s1",
                                        "12:00-12:10",
                                        "primary",
                                        "{ outage: { fault: crash, for: PT1M } }",
                                        "{ wait: { for: PT30S } }",
                                        "{ connectivity-test: {}, optional: true }",
                                        "{ enquiry: {} }",
                                        "{ wait: { for: PT3M } }",
                                        "connectivity-test",
                                        "{ submit: {} }",
                                        "clean-up"))
                .report();

        assertThat(step(report, 2).detail()).isEqualTo("greeted by secondary instead of primary");
        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers()).hasSize(4).allSatisfy(move -> {
            assertThat(move.step()).isEqualTo(SwitchoverResult.NO_STEP);
            assertThat(move.organiserShare()).isEqualTo(Duration.ZERO);
        });
        Instant healed = requireNonNull(step(report, 0).endedAt()).plusSeconds(60);
        assertThat(moves(report, "primary"))
                .allMatch(move -> !requireNonNull(move.decidedAt()).isBefore(healed.plusSeconds(30)));
    }

    @Test
    void aSessionWithAMoveStartsWhereThePlanSaysEvenWhenTheSessionThatWouldHaveMovedWasSkipped() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "primary", "{ outage: {} }", "connectivity-test")
                        + "  - { id: s2, date: 2024-03-23, window: \"12:02-12:04\", site: secondary, subjectTo: [s1], "
                        + "steps: [site-failover] }\n"
                        + session("s3", "12:04-12:08", "primary", "site-failback", "connectivity-test"))
                .report();

        assertThat(sessions(report)).containsExactly("FAILED", "SKIPPED", "PASSED");
        assertThat(report.switchovers()).extracting(SwitchoverResult::from).containsExactly("secondary", "secondary");
    }

    @Test
    void aMoveStepThatNeverBeganLeavesTheNextSessionItsSite() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:02", "secondary", "{ wait: { for: PT1H } }", "site-failover")
                        + session("s2", "12:02-12:04", "primary", "site-failback", "connectivity-test", "clean-up"))
                .report();

        assertThat(sessions(report)).containsExactly("FAILED", "PASSED");
        assertThat(report.requests().lost()).isZero();
    }
}
