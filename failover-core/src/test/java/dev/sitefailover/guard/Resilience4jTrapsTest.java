package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard.State;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What resilience4j 2.4 does by itself or by its defaults, and what must not be noticed here. */
class Resilience4jTrapsTest {
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Exception NO_ANSWER = new IllegalStateException("no answer");

    private static final Duration OPEN_FOR = GuardSettings.DEFAULT.openFor();

    private final VirtualTime time = VirtualTime.create();
    private final Guard guard = new Guard("primary", GuardSettings.DEFAULT, time);

    private void open() {
        while (guard.state() != State.OPEN) {
            guard.failed(guard.admit(), 1, NO_ANSWER);
        }
    }

    @Test
    void openEndsStrictlyAfterItsDeadline() {
        time.runUntil(123_456_789);
        open();
        time.runFor(OPEN_FOR);
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        time.runFor(Duration.ofNanos(1));
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void theOpenWaitFollowsMonotonicTimeAndNoStepOfTheWallClock() {
        open();
        time.stepWallClock(Duration.ofDays(1));
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        time.stepWallClock(Duration.ofDays(-2));
        time.runFor(OPEN_FOR.plusNanos(1));
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void nothingTurnsHalfOpenOrOpensAgainByItself() {
        open();
        time.runFor(Duration.ofDays(1));
        assertThat(guard.state()).isEqualTo(State.OPEN);
        long trial = guard.admit();
        time.runFor(Duration.ofDays(1));
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
        guard.released(trial);
    }

    @Test
    void noRealSchedulerIsStarted() {
        open();
        time.runFor(OPEN_FOR.plusNanos(1));
        guard.admit();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("CircuitBreakerAutoTransition"));
    }

    @Test
    void theOpenWaitMayBeOnlyAMillisecond() {
        Guard quick = new Guard("quick", GuardSettings.DEFAULT.withOpenFor(Duration.ofMillis(1)), time);
        for (int i = 0; i < 5; i++) {
            quick.failed(quick.admit(), 1, NO_ANSWER);
        }
        assertThat(quick.admit()).isEqualTo(Guard.REFUSED);
        time.runFor(Duration.ofMillis(1).plusNanos(1));
        assertThat(quick.admit()).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void retryDelaysComeFromTheSeedAndNotFromThePlatform() {
        assertThat(delays(1)).isEqualTo(delays(1));
        assertThat(delays(1)).isNotEqualTo(delays(2));
    }

    private static List<Long> delays(long seed) {
        RetrySchedule schedule = new RetrySchedule("test", RetrySettings.DEFAULT, Chance.of(seed, "retry"));
        List<Long> delays = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            RetrySchedule.Attempts attempts = schedule.begin();
            for (long delay = attempts.nextDelayNanos(NO_ANSWER);
                    delay >= 0;
                    delay = attempts.nextDelayNanos(NO_ANSWER)) {
                delays.add(delay);
            }
        }
        return delays;
    }

    @Test
    void retryingTakesNoRealTime() {
        RetrySchedule schedule = new RetrySchedule(
                "test", new RetrySettings(10, Duration.ofDays(1), 2, Duration.ofDays(100), 0.5), time.chance("retry"));
        long waited = 0;
        RetrySchedule.Attempts attempts = schedule.begin();
        for (long delay = attempts.nextDelayNanos(NO_ANSWER); delay >= 0; delay = attempts.nextDelayNanos(NO_ANSWER)) {
            waited += delay;
        }
        assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofDays(100));
    }

    @Test
    void theErrorOfALaterAttemptIsNotSwallowed() {
        RetrySchedule.Attempts attempts =
                new RetrySchedule("test", RetrySettings.DEFAULT, time.chance("retry")).begin();
        assertThat(attempts.nextDelayNanos(NO_ANSWER)).isPositive();
        assertThat(attempts.nextDelayNanos(new StackOverflowError())).isPositive();
        assertThat(attempts.nextDelayNanos(new StackOverflowError())).isEqualTo(RetrySchedule.EXHAUSTED);
    }
}
