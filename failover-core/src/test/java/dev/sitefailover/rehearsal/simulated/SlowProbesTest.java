package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowProbesTest {

    @Test
    void aSiteThatAnswersProbesSlowlyButInTimeIsMovedToAllTheSame() {
        Report report = Trial.of("client: { probe: { interval: PT5S, timeout: PT4S }, callTimeout: PT10S }\nsessions:\n"
                        + session(
                                "s1",
                                "12:00-12:20",
                                "secondary",
                                "{ outage: { site: secondary, fault: slow, latency: PT2S } }",
                                "{ at: \"12:05\", site-failover: { promotedAfter: PT1M }, within: PT5M }"))
                .report();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.switchovers()).isNotEmpty().allSatisfy(move -> assertThat(move.clientShare())
                .isLessThan(Duration.ofMinutes(1)));
    }
}
