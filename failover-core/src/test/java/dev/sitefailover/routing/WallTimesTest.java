package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallTimesTest {
    private static final Instant START = Instant.parse("2024-03-23T04:00:00Z");
    private static final long SECOND = 1_000_000_000;

    private final VirtualTime time = new VirtualTime(START, 1);
    private final WallTimes times = new WallTimes(time);

    private void secondsPass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.runFor(Duration.ofSeconds(1));
            times.lookNowAndThen(time.nanoTime());
        }
    }

    @Test
    void aClockThatIsNotSteppedShowsWhatItShowed() {
        secondsPass(10);
        assertThat(times.at(3 * SECOND + 7)).isEqualTo(START.plusNanos(3 * SECOND + 7));
        assertThat(times.at(time.nanoTime())).isEqualTo(time.instant());
    }

    @Test
    void beforeAStepBackItShowedWhatNobodyCanSeeAnyMore() {
        secondsPass(10);
        time.stepWallClock(Duration.ofSeconds(-4));
        time.runFor(Duration.ofMillis(1));
        assertThat(times.at(9 * SECOND)).isEqualTo(START.plusSeconds(9));
        assertThat(times.at(time.nanoTime())).isEqualTo(time.instant());
    }

    @Test
    void aStepBackByMillisecondsIsAStep() {
        secondsPass(10);
        time.stepWallClock(Duration.ofMillis(-7));
        secondsPass(2);
        assertThat(times.at(9 * SECOND)).isEqualTo(START.plusSeconds(9));
        assertThat(times.at(11 * SECOND)).isEqualTo(START.plusSeconds(11).minusMillis(7));
    }

    @Test
    void whereNobodyLookedInBetweenItIsTheLaterOfTheTwo() {
        secondsPass(10);
        time.runFor(Duration.ofMillis(500));
        time.stepWallClock(Duration.ofSeconds(-4));
        secondsPass(5);
        assertThat(times.at(10 * SECOND + 200_000_000)).isEqualTo(START.plusMillis(10_200));
        time.runFor(Duration.ofMillis(500));
        time.stepWallClock(Duration.ofSeconds(60));
        secondsPass(1);
        assertThat(times.at(15 * SECOND + 900_000_000))
                .isEqualTo(START.plusMillis(15_900).plusSeconds(56));
    }

    @Test
    void nothingWasSentLaterThanItShowsNowWhereNobodyCanTell() {
        secondsPass(10);
        time.runFor(Duration.ofMillis(500));
        time.stepWallClock(Duration.ofSeconds(-4));
        time.runFor(Duration.ofMillis(20));
        assertThat(times.at(10 * SECOND + 510_000_000)).isEqualTo(time.instant());
    }

    @Test
    void stepsTooSmallToTellAddUpToNothingEarlierThanTheTruth() {
        secondsPass(1);
        for (int i = 0; i < 100; i++) {
            time.stepWallClock(Duration.ofNanos(-900_000));
            secondsPass(1);
        }
        for (int at = 1; at < 101; at++) {
            assertThat(times.at(at * SECOND))
                    .isAfterOrEqualTo(START.plusSeconds(at).minusNanos(900_000L * at));
        }
        assertThat(times.at(time.nanoTime()))
                .isBetween(time.instant(), time.instant().plusMillis(1));
    }
}
