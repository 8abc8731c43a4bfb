package dev.sitefailover.assertj;

import static dev.sitefailover.assertj.Failing.assertFailure;
import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportAssertTest {
    private static final Report PASSED = rehearse("PT10M", "site-failover: { shutdown: abrupt, promotedAfter: PT10M }");
    /** The secondary opens after the window. */
    private static final Report NOBODY_ARRIVED =
            rehearse("PT10M", "site-failover: { shutdown: abrupt, promotedAfter: PT40M }");

    private static final Report TOO_SLOW =
            rehearse("PT5M", "site-failover: { shutdown: abrupt, promotedAfter: PT10M }");
    private static final Report NO_MOVE = rehearse("PT10M", "wait: { for: PT1M }");

    private static Report rehearse(String rto, String step) {
        String site = step.startsWith("site-failover") ? "secondary" : "primary";
        String text =
                """
                format: 1
                title: Failover under contingency
                timeZone: Asia/Hong_Kong
                objectives: { rto: %s }
                sites: [{ id: primary }, { id: secondary }]
                participants: 3
                sessions:
                  - id: contingency
                    date: 2024-03-23
                    window: "15:00-15:30"
                    site: %s
                    steps:
                      - connectivity-test
                      - { at: "15:05", %s }
                      - reconcile
                """
                        .formatted(rto.equals("PT10M") ? "PT15M" : rto, site, step);
        Rundown rundown = RundownReader.read("contingency", text.getBytes(StandardCharsets.UTF_8));
        return Rehearsal.of(rundown).seed(1).replay("mvn test -Dtest=Rehearsed").run(SimulatedVenue.create());
    }

    private static Report with(RequestCounts counts) {
        return new Report(
                PASSED.header(),
                PASSED.participants(),
                PASSED.sessions(),
                PASSED.switchovers(),
                counts,
                PASSED.rpo(),
                PASSED.objectives(),
                PASSED.timing(),
                PASSED.operations(),
                PASSED.trace());
    }

    @Test
    void aRehearsalThatPassedPasses() {
        assertThat(PASSED)
                .hasPassed()
                .hasPassedSession("contingency")
                .hasPassedStep("site-failover")
                .recoveredWithin(ofMinutes(11))
                .followedWithin(ofSeconds(5))
                .everyParticipantFollowed()
                .hasMetObjective("rto")
                .hasLostNothing()
                .hasDuplicatedNothing()
                .hasNothingInDoubt()
                .hasDigest(PASSED.trace().sha256());
        assertThat(NOBODY_ARRIVED).hasFailed().hasFailedStep("site-failover");
    }

    @Test
    void aRehearsalThatFailedTellsWhyAndWhen() {
        assertFailure(
                () -> assertThat(NOBODY_ARRIVED).hasPassed(),
                """
                Expecting the rehearsal "Failover under contingency" to pass, but it failed:
                  - objective rto missed: target PT15M, not reached
                  - session contingency failed: site-failover FAILED; reconcile SKIPPED
                  - 3 of 3 participants failed
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.726  P002: last good reply from primary
                    2024-03-23 15:04:59.813  P003: last good reply from primary
                    2024-03-23 15:04:59.867  P001: last good reply from primary
                    2024-03-23 15:05:00.129  P003: knew that primary was lost
                    2024-03-23 15:05:00.270  P002: knew that primary was lost
                    2024-03-23 15:05:00.346  P001: knew that primary was lost
                  > 2024-03-23 15:30:00.000  site-failover FAILED, 3 participants of 3 failed: no successful call at secondary when the window ended
                  > 2024-03-23 15:30:00.000  reconcile SKIPPED: the window had ended
                    2024-03-23 15:30:00.000  session contingency FAILED: site-failover FAILED; reconcile SKIPPED
                  > 2024-03-23 15:30:00.000  P001: no call answered by secondary, did not follow in time
                  > 2024-03-23 15:30:00.000  P002: no call answered by secondary, did not follow in time
                  > 2024-03-23 15:30:00.000  P003: no call answered by secondary, did not follow in time
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).hasFailed(),
                """
                Expecting the rehearsal "Failover under contingency" to fail, but it passed.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void aSessionIsJudgedByItsId() {
        assertFailure(
                () -> assertThat(NOBODY_ARRIVED).hasPassedSession("contingency"),
                """
                Expecting session contingency to pass, but it is FAILED: site-failover FAILED; reconcile SKIPPED
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                  > 2024-03-23 15:00:00.957  connectivity-test PASSED
                  > 2024-03-23 15:30:00.000  site-failover FAILED, 3 participants of 3 failed: no successful call at secondary when the window ended
                  > 2024-03-23 15:30:00.000  reconcile SKIPPED: the window had ended
                    2024-03-23 15:30:00.000  session contingency FAILED: site-failover FAILED; reconcile SKIPPED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).hasPassedSession("contingence"),
                """
                Expecting session contingence to pass, but there is none; the sessions are [contingency].
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void aStepIsJudgedByItsKind() {
        assertFailure(
                () -> assertThat(NOBODY_ARRIVED).hasPassedStep("site-failover"),
                """
                Expecting site-failover to have PASSED, but 1 of 1 such step is FAILED: no successful call at secondary when the window ended
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                  > 2024-03-23 15:30:00.000  site-failover FAILED, 3 participants of 3 failed: no successful call at secondary when the window ended
                    2024-03-23 15:30:00.000  reconcile SKIPPED: the window had ended
                    2024-03-23 15:30:00.000  session contingency FAILED: site-failover FAILED; reconcile SKIPPED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).hasFailedStep("reconcile"),
                """
                Expecting reconcile to have FAILED, but 1 of 1 such step is PASSED.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:15:02.093  site-failover PASSED
                  > 2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).hasPassedStep("site-failback"),
                """
                Expecting site-failback to have PASSED, but the rundown has no such step.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void theSlowestMoveIsShownWithItsStages() {
        assertFailure(
                () -> assertThat(PASSED).recoveredWithin(ofMinutes(5)),
                """
                Expecting every participant to recover within 5 min, but 3 moves of 3 did not; the worst is that of P003 to secondary: 10 min 2.279 s.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.813  P003: last good reply from primary
                    2024-03-23 15:05:00.129  P003: knew that primary was lost
                    2024-03-23 15:15:00.000  secondary serves
                    2024-03-23 15:15:01.915  P003: decided to move to secondary: automatic: primary is DOWN
                    2024-03-23 15:15:01.925  P003: calls go to secondary in epoch 2
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                  > 2024-03-23 15:15:02.093  P003: first call answered by secondary
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).followedWithin(ofSeconds(1)),
                """
                Expecting every participant's client to follow within 1 s, but 3 moves of 3 did not; the worst is that of P003 to secondary: 2.093 s.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.813  P003: last good reply from primary
                    2024-03-23 15:05:00.129  P003: knew that primary was lost
                    2024-03-23 15:15:00.000  secondary serves
                    2024-03-23 15:15:01.915  P003: decided to move to secondary: automatic: primary is DOWN
                    2024-03-23 15:15:01.925  P003: calls go to secondary in epoch 2
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                  > 2024-03-23 15:15:02.093  P003: first call answered by secondary
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(NOBODY_ARRIVED).recoveredWithin(ofMinutes(5)),
                """
                Expecting every participant to recover within 5 min, but 3 moves of 3 did not; the worst is that of P001 to secondary: no call was ever answered there.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.867  P001: last good reply from primary
                    2024-03-23 15:05:00.346  P001: knew that primary was lost
                    2024-03-23 15:30:00.000  site-failover FAILED, 3 participants of 3 failed: no successful call at secondary when the window ended
                    2024-03-23 15:30:00.000  reconcile SKIPPED: the window had ended
                    2024-03-23 15:30:00.000  session contingency FAILED: site-failover FAILED; reconcile SKIPPED
                  > 2024-03-23 15:30:00.000  P001: no call answered by secondary, did not follow in time
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(NO_MOVE).recoveredWithin(ofMinutes(5)),
                """
                Expecting every participant to recover within 5 min, but nobody moved between two sites.
                Has the rundown a site-failover step, and did its session run?
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:06:00.000  wait PASSED
                    2024-03-23 15:06:00.000  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void howOftenEveryParticipantSwitchedIsExact() {
        assertThat(PASSED).hasSwitched(1);
        assertThat(NO_MOVE).hasSwitched(0);
        assertThat(NOBODY_ARRIVED).hasSwitched(0);
        assertFailure(
                () -> assertThat(NO_MOVE).hasSwitched(2),
                """
                Expecting every participant to have switched exactly twice, but P001 did not, P002 did not, P003 did not.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:06:00.000  wait PASSED
                    2024-03-23 15:06:00.000  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertThatThrownBy(() -> assertThat(PASSED).hasSwitched(0))
                .hasMessageContaining("Expecting every participant not to have switched, but P001 did so once, P002")
                .hasMessageContaining("> 2024-03-23 15:15:02.093  P003: first call answered by secondary");
    }

    @Test
    void whoDidNotFollowIsNamed() {
        assertFailure(
                () -> assertThat(NOBODY_ARRIVED).everyParticipantFollowed(),
                """
                Expecting every participant to follow, but these did not:
                  - session contingency, step 2, to secondary: P001, P002, P003
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.726  P002: last good reply from primary
                    2024-03-23 15:04:59.813  P003: last good reply from primary
                    2024-03-23 15:04:59.867  P001: last good reply from primary
                    2024-03-23 15:05:00.129  P003: knew that primary was lost
                    2024-03-23 15:05:00.270  P002: knew that primary was lost
                    2024-03-23 15:05:00.346  P001: knew that primary was lost
                    2024-03-23 15:30:00.000  site-failover FAILED, 3 participants of 3 failed: no successful call at secondary when the window ended
                    2024-03-23 15:30:00.000  reconcile SKIPPED: the window had ended
                    2024-03-23 15:30:00.000  session contingency FAILED: site-failover FAILED; reconcile SKIPPED
                  > 2024-03-23 15:30:00.000  P001: no call answered by secondary, did not follow in time
                  > 2024-03-23 15:30:00.000  P002: no call answered by secondary, did not follow in time
                  > 2024-03-23 15:30:00.000  P003: no call answered by secondary, did not follow in time
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void anObjectiveThatWasMissedOrNotSetIsNotMet() {
        assertFailure(
                () -> assertThat(TOO_SLOW).hasMetObjective("rto"),
                """
                Expecting objective rto to be met, but it is FAILED: target 5 min, worst case 10 min 2.279 s.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:04:59.813  P003: last good reply from primary
                    2024-03-23 15:05:00.129  P003: knew that primary was lost
                    2024-03-23 15:15:00.000  secondary serves
                    2024-03-23 15:15:01.915  P003: decided to move to secondary: automatic: primary is DOWN
                    2024-03-23 15:15:01.925  P003: calls go to secondary in epoch 2
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                  > 2024-03-23 15:15:02.093  P003: first call answered by secondary
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(PASSED).hasMetObjective("clientRto"),
                """
                Expecting objective clientRto to be met, but the rundown sets no such target.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                    2024-03-23 15:15:02.093  site-failover PASSED
                    2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void callsThatWentWrongAreCounted() {
        assertFailure(
                () -> assertThat(with(new RequestCounts(10, 9, 1, 0, 0, 1, 0))).hasLostNothing(),
                """
                Expecting no acknowledged submission to be lost, but 1 was.
                The calls: 10 sent = 9 succeeded + 1 failed + 0 in doubt; 0 reconciled, 1 lost, 0 duplicated.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                  > 2024-03-23 15:15:02.093  site-failover PASSED
                  > 2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(with(new RequestCounts(10, 9, 1, 0, 0, 0, 2))).hasDuplicatedNothing(),
                """
                Expecting no submission to take effect twice, but 2 did.
                The calls: 10 sent = 9 succeeded + 1 failed + 0 in doubt; 0 reconciled, 0 lost, 2 duplicated.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                  > 2024-03-23 15:15:02.093  site-failover PASSED
                  > 2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
        assertFailure(
                () -> assertThat(with(new RequestCounts(10, 8, 1, 1, 0, 0, 0))).hasNothingInDoubt(),
                """
                Expecting nothing to be left in doubt, but 1 is.
                The calls: 10 sent = 8 succeeded + 1 failed + 1 in doubt; 0 reconciled, 0 lost, 0 duplicated.
                What happened (simulated, seed 1, times of Asia/Hong_Kong):
                    2024-03-23 15:00:00.000  session contingency begins
                    2024-03-23 15:00:00.957  connectivity-test PASSED
                  > 2024-03-23 15:15:02.093  site-failover PASSED
                  > 2024-03-23 15:15:02.093  reconcile PASSED
                    2024-03-23 15:30:00.000  session contingency PASSED
                To see it again: mvn test -Dtest=Rehearsed
                """);
    }

    @Test
    void anotherDigestIsAnotherRun() {
        assertFailure(
                () -> assertThat(PASSED).hasDigest("00"),
                """
                Expecting the run's digest to be
                  00
                but it is
                  %s
                over %d events.
                Rundown, seed, participants and library have to be the same.
                """
                        .formatted(PASSED.trace().sha256(), PASSED.trace().events()));
    }
}
