package dev.sitefailover.examples.standin.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.routing.Finding;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {

    @Test
    void aFewSecondsOfKilledAndStoppedSitesLoseAndDoubleNothing(@TempDir Path directory) throws InterruptedException {
        SoakSettings settings = new SoakSettings(
                Duration.ofSeconds(8),
                100,
                3,
                7,
                Duration.ofMillis(600),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_200),
                directory);
        SoakResult result = Soak.run(settings, line -> {});
        assertThat(result.isTrue()).as("%s", result.lines()).isTrue();
        assertThat(result.unsettled()).isZero();
        assertThat(result.absentYetApplied()).isZero();
        assertThat(result.acknowledged()).isPositive();
        assertThat(result.kills() + result.stops()).isPositive();
    }

    @Test
    void whatWasFoundAbsentAndIsInTheBooksFailsTheSoak() {
        assertThat(result(0).passed()).isTrue();
        assertThat(result(1).passed()).isFalse();
        assertThat(result(1).lines()).anyMatch(line -> line.contains("1 found absent yet applied"));
    }

    private static SoakResult result(long absentYetApplied) {
        return new SoakResult(
                new SoakResult.Calls(1, 1, 0, 0, 0, 0, 1),
                1,
                1,
                1,
                1,
                0,
                1,
                0,
                0,
                0,
                absentYetApplied,
                0,
                0,
                List.of(),
                List.of(),
                true,
                List.of());
    }

    @Test
    void aSubmissionFoundAbsentIsRemembered() {
        try (EngineRuntime runtime = EngineRuntime.system();
                SoakClient client = new SoakClient(
                        "P1",
                        List.of(Site.of("primary", "http://127.0.0.1:1"), Site.of("secondary", "http://127.0.0.1:1")),
                        Duration.ofSeconds(1),
                        runtime)) {
            client.settled(7, Finding.ABSENT);
            assertThat(client.absent().size()).isEqualTo(1);
        }
    }

    @Test
    void faultsNeverEndSilently(@TempDir Path directory) throws InterruptedException {
        Duration soon = Duration.ofMillis(1);
        SoakSettings settings = new SoakSettings(Duration.ofSeconds(1), 1, 1, 1, soon, soon, soon, directory);
        Havoc havoc = new Havoc(List.of(), settings); // there is no site to strike
        havoc.start();
        havoc.awaitEnd();
        assertThat(havoc.failure()).isInstanceOf(IllegalArgumentException.class);
    }
}
