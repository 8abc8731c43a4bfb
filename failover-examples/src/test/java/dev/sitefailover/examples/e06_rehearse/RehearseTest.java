package dev.sitefailover.examples.e06_rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import org.junit.jupiter.api.Test;

class RehearseTest {
    @Test
    void everyParticipantFollowsInTime() {
        Report report = Rehearse.run(1);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers()).hasSize(3);
    }
}
