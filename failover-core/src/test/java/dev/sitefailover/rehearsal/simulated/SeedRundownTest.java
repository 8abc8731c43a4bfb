package dev.sitefailover.rehearsal.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.Report;
import dev.sitefailover.rehearsal.Rundown;
import dev.sitefailover.rehearsal.Verdict;
import dev.sitefailover.rehearsal.reader.RundownReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SeedRundownTest {
    @Test
    void thePracticeSessionPassesEndToEnd() {
        Rundown rundown = RundownReader.read(
                Path.of("../failover-examples/src/main/resources/rundowns/hkex-ccass-ccms-2024.yaml"));
        long t = System.nanoTime();
        Report report = Rehearsal.of(rundown).run(SimulatedVenue.create());
        System.out.println((System.nanoTime() - t) / 1_000_000 + " ms " + report.operations() + " ops "
                + report.requests() + report.trace());
        System.out.println(report.reasons());
        report.sessions().forEach(s -> s.steps().forEach(System.out::println));
        report.switchovers().stream()
                .limit(5)
                .forEach(s -> System.out.println(s + " " + s.rto() + s.organiserShare() + s.clientShare()));
        System.out.println(report.objectives());
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    }
}
