package dev.sitefailover.rehearsal.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TimingFormula;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeedRundownTest {
    private static final Rundown RUNDOWN =
            RundownReader.read(Path.of("../failover-examples/src/main/resources/rundowns/hkex-ccass-ccms-2024.yaml"));

    @Test
    void thePracticeSessionPassesEndToEnd() {
        Report report = Rehearsal.of(RUNDOWN).run(SimulatedVenue.create());

        assertThat(report.reasons()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.switchovers()).hasSize(50);
        Duration bound = report.timing().stream()
                .filter(formula -> formula.name().equals(TimingFormula.CLIENT_SHARE))
                .findFirst()
                .map(TimingFormula::bound)
                .orElseThrow();
        for (SwitchoverResult move : report.switchovers()) {
            // last good reply to promotion: the 20 minutes of the rundown and at most the gap between two calls before
            assertThat(Objects.requireNonNull(move.organiserShare()))
                    .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(20).plusSeconds(1));
            assertThat(Objects.requireNonNull(move.clientShare())).isBetween(Duration.ofMillis(100), bound);
        }
        assertThat(report.switchovers().stream()
                        .map(SwitchoverResult::clientShare)
                        .distinct())
                .as("probe phases differ, and so do the clients' shares")
                .hasSizeGreaterThan(40);
    }
}
