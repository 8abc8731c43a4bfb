package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static dev.sitefailover.rehearsal.simulated.Trial.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutagesTest {

    /** Which of connectivity-test, enquiry, report-download and submit fail while the fault is in force. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "crash | CERS",
                "refuse | CERS",
                "blackhole | CERS",
                "hang | CERS",
                "'hang, afterRequests: 5' | CERS",
                "reset | CERS",
                "'reset, phase: connect' | CERS",
                "'reset, phase: response' | CERS",
                "error-rate | CERS",
                "'slow, latency: PT3S' | CERS",
                "partition | CERS",
                "'partition, direction: request' | CERS",
                "'partition, direction: response' | CERS",
                "'refuse, affects: business' | CERS",
                "'hang, affects: business' | CERS",
                "'flap, up: PT1S, down: PT50S' | CERS",
                "'gray, fraction: 1' | CERS",
                "'gray, operations: [enquiry]' | E",
                "'gray, operations: [report-download]' | R",
                "'gray, operations: [submit]' | S",
                "corrupt | ER",
                "'crash, affects: probes' | -",
                "'crash, probability: 0' | -",
                "'partition, between: site' | -",
                "'replication-lag, lag: PT5S' | -",
                "'stale-dns, age: PT5S' | -",
                "'slow, factor: 10' | -",
                "'slow, latency: PT0.2S' | -",
                "'slow, latency: { p50: PT0.02S, p99: PT0.2S }' | -",
                "cold-start | -",
                "duplicate | -",
                "lost-ack | -"
            })
    void whatAFaultMakesFailFailsAndEverythingWorksAgainAfterwards(String fault, String failing) {
        Report report = Trial.ofSteps(
                        "connectivity-test",
                        "{ outage: { fault: " + fault + " } }",
                        "{ wait: { for: PT10S } }",
                        "connectivity-test",
                        "enquiry",
                        "report-download",
                        "{ submit: { count: 4 } }",
                        "restore",
                        "{ wait: { for: PT20S } }",
                        "connectivity-test",
                        "enquiry",
                        "report-download",
                        "{ submit: { count: 4 } }",
                        "reconcile",
                        "clean-up")
                .report();

        List<StepResult> steps = Trial.steps(report);
        String failed = steps.subList(3, 7).stream()
                .filter(step -> step.verdict() == Verdict.FAILED)
                .map(step -> step.kind().substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
        assertThat(failed).isEqualTo(failing.equals("-") ? "" : failing);
        assertThat(steps.subList(9, 15))
                .allSatisfy(step -> assertThat(step.verdict()).isEqualTo(Verdict.PASSED));
        RequestCounts requests = report.requests();
        assertThat(requests.sent()).isEqualTo(requests.succeeded() + requests.failed() + requests.inDoubt());
        assertThat(requests.lost()).isZero();
        assertThat(requests.duplicated()).isZero();
        assertThat(requests.inDoubt()).isZero();
        assertThat(report.switchovers()).isEmpty();
    }

    @Test
    void anOutageEndsAfterItsTimeOrWithItsSession() {
        Report report = Trial.of("sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:05",
                                "primary",
                                "{ outage: { fault: refuse, for: PT20S } }",
                                "{ wait: { for: PT30S } }",
                                "connectivity-test",
                                "{ outage: { fault: blackhole } }")
                        + session("s2", "12:05-12:10", "primary", "connectivity-test", "{ submit: {} }"))
                .report();

        assertThat(report.reasons()).isEmpty();
    }

    @Test
    void faultsStackAndRestoreLiftsThemAtTheSiteItNames() {
        Report report = Trial.ofSteps(
                        "{ outage: { fault: slow, latency: PT0.1S } }",
                        "{ outage: { fault: slow, latency: PT0.2S } }",
                        "{ enquiry: {} }",
                        "{ restore: { site: secondary } }",
                        "{ enquiry: {} }",
                        "{ restore: { site: primary } }",
                        "{ enquiry: {} }")
                .report();

        assertThat(step(report, 2).took()).isGreaterThan(Duration.ofMillis(300));
        assertThat(step(report, 4).took()).isGreaterThan(Duration.ofMillis(300));
        assertThat(step(report, 6).took()).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void slowRepliesSpreadAroundTheirMedianUpToTheirTail() {
        Report report = Trial.of("client: { probe: { timeout: PT1S } }\n"
                        + "workload: { enquiries: 0, submissions: 0 }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "primary",
                                "{ outage: { fault: slow, latency: { p50: PT0.05S, p99: PT0.4S } } }",
                                "{ submit: { count: 300 } }"))
                .report();

        // the mean of that log-normal distribution is 0.074 s, and the base round trip adds 2 to 10 ms
        assertThat(step(report, 1).took()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(36));
    }

    @Test
    void aSiteIsColdAfterItsPromotionAndWarmLater() {
        Report report = Trial.of("sessions:\n"
                        + session(
                                "s1",
                                "12:00-12:10",
                                "secondary",
                                "{ outage: { site: secondary, fault: cold-start, warmup: PT1M } }",
                                "{ site-failover: { promotedAfter: PT2M } }",
                                "{ submit: { count: 20 } }",
                                "{ wait: { for: PT2M } }",
                                "{ submit: { count: 20 } }"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(step(report, 2).took()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(step(report, 4).took()).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void aFaultThatMayOccurOccursForEverybodyOrForNobody() {
        int occurred = 0;
        for (long seed = 1; seed <= 12; seed++) {
            Report report = Trial.ofSteps(
                            "{ outage: { fault: crash, probability: 0.5 } }",
                            "{ wait: { for: PT5S } }",
                            "connectivity-test")
                    .seed(seed)
                    .report();
            boolean occurs =
                    Boolean.TRUE.equals(step(report, 0).evidence().entries().get("occurred"));
            assertThat(step(report, 2).failed()).isEqualTo(occurs ? 2 : 0);
            occurred += occurs ? 1 : 0;
        }
        assertThat(occurred).isBetween(1, 11);
    }
}
