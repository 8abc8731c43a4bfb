package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sitefailover.examples.standin.Programs;
import dev.sitefailover.search.report.SearchReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search, as a program of its own, that is stopped in the middle. */
class ExploreInterruptionTest {

    @TempDir
    Path home;

    @Test
    void ctrlCEndsTheSearchWithTheResultSoFar() throws Exception {
        assumeFalse(Programs.ignoresInterrupts(), "started where Ctrl-C is ignored");
        Path log = home.resolve("log");
        Process program = Programs.start(
                log,
                Main.class,
                List.of(
                        "explore",
                        "--seeds",
                        "1000000000",
                        "--out",
                        home.resolve("out").toString()));
        try {
            Programs.until(() -> text(log).contains("exploring ") || !program.isAlive());
            Programs.signal("INT", program.pid());
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).as("%s", text(log)).isEqualTo(ExitCode.PASSED);
            assertThat(text(log)).contains("stopped   by a signal", "explored  ", "found     nothing");
            assertThat(SearchReport.read(home.resolve("out/explore.json")).runs())
                    .isLessThan(1_000_000_000);
        } finally {
            program.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
