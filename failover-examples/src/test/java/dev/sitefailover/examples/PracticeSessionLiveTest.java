package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled practice session in real time, with all its participants; run by {@code mvn verify -Pslow}. */
@Tag("slow")
class PracticeSessionLiveTest {
    @TempDir
    Path out;

    @Test
    void atPace600ThePracticeSessionPassesWithinTwoMinutes() throws IOException {
        long began = System.nanoTime();
        Terminal run = Terminal.run("rehearse", "--live", "--pace", "600", "--out", out.toString());
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(run.code()).as("%s", run).isEqualTo(ExitCode.PASSED);
        assertThat(took).isLessThan(Duration.ofMinutes(2));
        assertThat(Files.readString(out.resolve("report.json")))
                .contains("\"venue\": \"live\"", "\"pace\": 600", "\"verdict\": \"PASSED\"");
    }
}
