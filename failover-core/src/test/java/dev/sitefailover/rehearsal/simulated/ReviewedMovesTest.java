package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an outside check of the report found missing once. */
class ReviewedMovesTest {

    @Test
    void aCrashLosesItsTailAlsoWhenTheClientsLeaveByThemselvesForASiteThatAlwaysServes() {
        Report report = Trial.of("objectives: { rpo: PT0S }\n"
                        + "sites: [{ id: primary }, { id: secondary, serves: always, replicationLag: PT5S }]\n"
                        + "sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:05",
                                "primary",
                                "{ at: \"12:01\", outage: { fault: crash } }",
                                "{ at: \"12:02\", enquiry: {} }",
                                "reconcile"))
                .report();

        assertThat(report.switchovers()).isNotEmpty();
        assertThat(report.requests().lost()).isPositive();
        assertThat(report.rpo()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons().toString()).contains("objective rpo missed");
    }

    @Test
    void aMoveWithoutSuccessStillTellsWhenTheLossWasDetected() {
        Report report = Trial.of("sessions:\n"
                        + session("s1", "12:00-12:05", "secondary", "{ site-failover: { promotedAfter: PT2H } }"))
                .report();

        assertThat(report.switchovers()).isNotEmpty();
        for (SwitchoverResult move : report.switchovers()) {
            assertThat(move.firstSuccessAt()).isNull();
            assertThat(move.lossDetectedAt()).isNotNull();
        }
    }

    @Test
    void withoutAWorkloadTheOrganisersShareIsTheTimeToThePromotion() {
        Report report = Trial.of("workload: { enquiries: 0, submissions: 0 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:20",
                                "secondary",
                                "{ at: \"12:05\", site-failover: { promotedAfter: PT5M } }"))
                .report();

        assertThat(report.switchovers()).isNotEmpty();
        for (SwitchoverResult move : report.switchovers()) {
            assertThat(move.organiserShare())
                    .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusMillis(60));
        }
    }
}
