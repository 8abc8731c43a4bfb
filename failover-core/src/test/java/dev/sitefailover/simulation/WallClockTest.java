package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final WallClock clock = new WallClock(START);

    @Test
    void whatWasNotedBeforeAStepIsFoundWhereItWas() {
        Instant noted = clock.at(seconds(10));
        clock.step(seconds(20), Duration.ofHours(1));
        assertThat(clock.whenItShowed(noted, seconds(40))).isEqualTo(seconds(10));
        clock.step(seconds(30), Duration.ofHours(-2));

        assertThat(clock.whenItShowed(noted, seconds(40))).isEqualTo(seconds(10));
        assertThat(clock.at(seconds(40)))
                .isEqualTo(START.plus(Duration.ofHours(-1)).plusSeconds(40));
        assertThat(clock.whenItShowed(clock.at(seconds(40)), seconds(40))).isEqualTo(seconds(40));
    }

    @Test
    void whatWasShownTwiceIsFoundAtTheLaterTime() {
        clock.step(seconds(20), Duration.ofSeconds(-5));

        assertThat(clock.whenItShowed(START.plusSeconds(18), seconds(40))).isEqualTo(seconds(23));
        assertThat(clock.whenItShowed(START.plusSeconds(14), seconds(40))).isEqualTo(seconds(14));
    }

    @Test
    void whatWasNeverShownIsFoundAtTheStepThatLeftItOut() {
        clock.step(seconds(20), Duration.ofSeconds(5));

        assertThat(clock.whenItShowed(START.plusSeconds(22), seconds(40))).isEqualTo(seconds(20));
        assertThat(clock.whenItShowed(START.plusSeconds(26), seconds(40))).isEqualTo(seconds(21));
    }

    @Test
    void whatItWillShowIsNow() {
        clock.step(seconds(20), Duration.ofSeconds(5));

        assertThat(clock.whenItShowed(START.plusSeconds(50), seconds(40))).isEqualTo(seconds(40));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
