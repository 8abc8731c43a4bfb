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

    @Test
    void inNanosecondsItShowsTheSame() {
        VirtualTime time = new VirtualTime(Instant.parse("2024-03-23T01:02:03.000000004Z"), 1);
        time.runUntil(seconds(7) + 9);
        assertThat(time.epochNanos()).isEqualTo(nanos(time.instant()));
        time.stepWallClock(Duration.ofMillis(-123));
        time.runUntil(seconds(8));
        assertThat(time.epochNanos()).isEqualTo(nanos(time.instant()));
        time.stepWallClock(Duration.ofHours(5));
        assertThat(time.epochNanos()).isEqualTo(nanos(time.instant()));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
