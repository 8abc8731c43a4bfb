package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Exception NO_ANSWER = new IllegalStateException("no answer");

    private static RetrySchedule schedule(RetrySettings settings) {
        return new RetrySchedule("test", settings, Chance.of(1, "retry"));
    }

    private static Duration next(RetrySchedule.Attempts attempts) {
        return Duration.ofNanos(attempts.nextDelayNanos(NO_ANSWER));
    }

    @Test
    void delaysDoubleUpToTheLongestAndThenTheAttemptsAreExhausted() {
        RetrySchedule.Attempts attempts = schedule(
                        new RetrySettings(6, Duration.ofMillis(50), 2, Duration.ofMillis(300), 0))
                .begin();
        assertThat(next(attempts)).hasMillis(50);
        assertThat(next(attempts)).hasMillis(100);
        assertThat(next(attempts)).hasMillis(200);
        assertThat(next(attempts)).hasMillis(300);
        assertThat(next(attempts)).hasMillis(300);
        assertThat(attempts.nextDelayNanos(NO_ANSWER)).isEqualTo(RetrySchedule.EXHAUSTED);
    }

    @Test
    void threeAttemptsMeanTwoDelays() {
        RetrySchedule.Attempts attempts = schedule(RetrySettings.DEFAULT).begin();
        assertThat(attempts.nextDelayNanos(NO_ANSWER)).isPositive();
        assertThat(attempts.nextDelayNanos(NO_ANSWER)).isPositive();
        assertThat(attempts.nextDelayNanos(NO_ANSWER)).isEqualTo(RetrySchedule.EXHAUSTED);
    }

    @Test
    void oneAttemptMeansNoRetry() {
        assertThat(schedule(RetrySettings.DEFAULT.withMaxAttempts(1)).begin().nextDelayNanos(NO_ANSWER))
                .isEqualTo(RetrySchedule.EXHAUSTED);
    }

    @Test
    void jitterStaysWithinItsShareAndSpreadsTheCalls() {
        RetrySchedule schedule = schedule(RetrySettings.DEFAULT);
        TreeSet<Duration> first = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            first.add(next(schedule.begin()));
        }
        assertThat(first.first()).isGreaterThanOrEqualTo(Duration.ofMillis(25));
        assertThat(first.last()).isLessThanOrEqualTo(Duration.ofMillis(75));
        assertThat(first).hasSizeGreaterThan(40);
    }

    @Test
    void callsDoNotShareTheirAttempts() {
        RetrySchedule schedule = schedule(RetrySettings.DEFAULT.withMaxAttempts(2));
        RetrySchedule.Attempts one = schedule.begin();
        RetrySchedule.Attempts other = schedule.begin();
        assertThat(one.nextDelayNanos(NO_ANSWER)).isPositive();
        assertThat(other.nextDelayNanos(NO_ANSWER)).isPositive();
        assertThat(one.nextDelayNanos(NO_ANSWER)).isEqualTo(RetrySchedule.EXHAUSTED);
    }
}
