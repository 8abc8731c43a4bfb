package dev.sitefailover.examples.standin.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(result.trouble()).as("%s", result.lines()).isEmpty();
        assertThat(result.lost()).as("%s", result.lines()).isZero();
        assertThat(result.twice()).isZero();
        assertThat(result.refusedYetApplied()).isZero();
        assertThat(result.differing()).isZero();
        assertThat(result.acknowledged()).isPositive();
        assertThat(result.kills() + result.stops()).isPositive();
    }
}
