package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard.State;
import dev.sitefailover.simulation.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GuardTest {
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Exception NO_ANSWER = new IllegalStateException("no answer");

    private final VirtualTime time = VirtualTime.create();
    private final Guard guard = new Guard("primary", GuardSettings.DEFAULT, time);

    private boolean fail() {
        return guard.failed(guard.admit(), 1, NO_ANSWER);
    }

    private void succeed() {
        guard.succeeded(guard.admit(), 1);
    }

    private void open() {
        while (guard.state() != State.OPEN) {
            fail();
        }
    }

    private void halfOpenAfterItsWait() {
        open();
        time.runFor(Duration.ofSeconds(5).plusNanos(1));
    }

    @Test
    void lowTrafficStillTripsHoweverLongItTakes() {
        for (int i = 1; i <= 4; i++) {
            assertThat(fail()).isFalse();
            time.runFor(Duration.ofDays(1));
        }
        assertThat(fail()).as("the call that opened it learns so").isTrue();
        assertThat(guard.state()).isEqualTo(State.OPEN);
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
    }

    @Test
    void fiveFailuresInARowTripAlsoAfterALongGoodTime() {
        for (int i = 0; i < 1_000; i++) {
            succeed();
        }
        for (int i = 1; i <= 4; i++) {
            assertThat(fail()).isFalse();
        }
        assertThat(fail()).isTrue();
    }

    @Test
    void aSuccessBetweenThemBreaksTheRow() {
        for (int i = 0; i < 100; i++) {
            succeed();
        }
        for (int row = 0; row < 2; row++) {
            for (int i = 1; i <= 4; i++) {
                assertThat(fail()).isFalse();
            }
            succeed();
        }
        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOfTheWindowFailingTrips() {
        for (int i = 0; i < 2; i++) {
            assertThat(fail()).isFalse();
            succeed();
        }
        assertThat(guard.state()).as("four calls are not judged").isEqualTo(State.CLOSED);
        assertThat(fail()).as("three of five").isTrue();
    }

    @Test
    void threeTrialSuccessesCloseIt() {
        halfOpenAfterItsWait();
        for (int i = 0; i < 3; i++) {
            long permit = guard.admit();
            assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
            guard.succeeded(permit, 1);
        }
        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void failingTrialsOpenItAgainAndSaySo() {
        halfOpenAfterItsWait();
        assertThat(fail()).isFalse();
        assertThat(fail()).isFalse();
        assertThat(fail()).isTrue();
        assertThat(guard.state()).isEqualTo(State.OPEN);
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        time.runFor(Duration.ofSeconds(5).plusNanos(1));
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void noMoreThanTheTrialsAreAdmittedAtOnce() {
        halfOpenAfterItsWait();
        long first = guard.admit();
        assertThat(first).isNotEqualTo(guard.admit()).isNotEqualTo(guard.admit());
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        guard.released(first);
        assertThat(guard.admit()).as("a released trial is free again").isNotEqualTo(Guard.REFUSED);
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
    }

    @Test
    void aPermitEndedTwiceCountsOnce() {
        halfOpenAfterItsWait();
        long permit = guard.admit();
        for (int i = 0; i < 5; i++) {
            guard.succeeded(permit, 1);
            guard.released(permit);
        }
        assertThat(guard.state()).as("one success, not three").isEqualTo(State.HALF_OPEN);
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
        assertThat(guard.admit()).as("no permission was made up").isEqualTo(Guard.REFUSED);
    }

    @Test
    void aHungTrialThatNobodyEndsDoesNotKeepItHalfOpenForEver() {
        halfOpenAfterItsWait();
        for (int i = 0; i < 3; i++) {
            assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
        }
        time.runFor(GuardSettings.DEFAULT.trialTimeout());
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
        time.runFor(Duration.ofNanos(1));
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        assertThat(guard.state()).as("they count as failed").isEqualTo(State.OPEN);
        time.runFor(Duration.ofSeconds(5).plusNanos(1));
        assertThat(guard.admit()).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void aLateAnswerFromBeforeItOpenedNeverClosesTheHalfOpenBreaker() {
        long[] early = new long[10];
        for (int i = 0; i < early.length; i++) {
            early[i] = guard.admit();
        }
        halfOpenAfterItsWait();
        long trial = guard.admit();
        for (long permit : early) {
            guard.succeeded(permit, 1);
        }
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
        guard.released(trial);
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void aLateFailureFromBeforeItOpenedNeverReopensAHealedBreaker() {
        long[] early = new long[10];
        for (int i = 0; i < early.length; i++) {
            early[i] = guard.admit();
        }
        halfOpenAfterItsWait();
        for (int i = 0; i < 3; i++) {
            succeed();
        }
        for (long permit : early) {
            assertThat(guard.failed(permit, 1, NO_ANSWER)).isFalse();
        }
        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aLateAnswerFromAnEarlierHalfOpenStateIsNotRecorded() {
        halfOpenAfterItsWait();
        long early = guard.admit();
        long second = guard.admit();
        long third = guard.admit();
        guard.failed(second, 1, NO_ANSWER);
        guard.failed(third, 1, NO_ANSWER);
        guard.released(early);
        long hung = guard.admit();
        fail();
        time.runFor(Duration.ofSeconds(40));
        long now = guard.admit();
        guard.succeeded(hung, 1);
        guard.succeeded(early, 1);
        guard.succeeded(early, 1);
        assertThat(guard.state()).isNotEqualTo(State.CLOSED);
        guard.released(now);
    }

    @Test
    void theSoleSurvivorIsAdmittedThoughItsBreakerIsOpen() {
        open();
        assertThat(guard.admit()).isEqualTo(Guard.REFUSED);
        long permit = guard.admitAnyway();
        assertThat(permit).isNotNegative();
        assertThat(guard.failed(permit, 1, NO_ANSWER)).isFalse();
        assertThat(guard.state()).isEqualTo(State.OPEN);
    }

    @Test
    void theSoleSurvivorHealsByItsOwnSuccessesWithoutWaiting() {
        open();
        guard.succeeded(guard.admitAnyway(), 1);
        guard.succeeded(guard.admitAnyway(), 1);
        assertThat(guard.state()).isEqualTo(State.OPEN);
        guard.failed(guard.admitAnyway(), 1, NO_ANSWER);
        guard.succeeded(guard.admitAnyway(), 1);
        guard.succeeded(guard.admitAnyway(), 1);
        assertThat(guard.state()).as("a failure starts the count again").isEqualTo(State.OPEN);
        guard.succeeded(guard.admitAnyway(), 1);
        assertThat(guard.state()).isEqualTo(State.CLOSED);
        for (int i = 1; i <= 4; i++) {
            assertThat(fail()).as("and begins with a clean sheet").isFalse();
        }
    }

    @Test
    void theSoleSurvivorHealsAlsoBesideHungTrials() {
        halfOpenAfterItsWait();
        for (int i = 0; i < 3; i++) {
            guard.admit();
        }
        for (int i = 0; i < 3; i++) {
            guard.succeeded(guard.admitAnyway(), 1);
        }
        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void admitAnywayIsAnOrdinaryPermitWhereOneIsToBeHad() {
        assertThat(guard.admitAnyway()).isEqualTo(guard.admit());
        halfOpenAfterItsWait();
        guard.succeeded(guard.admitAnyway(), 1);
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void resetBeginsANewGenerationClosedAndForgetsTheOldOne() {
        long before = guard.admit();
        open();
        long generation = guard.generation();
        guard.reset();
        assertThat(guard.state()).isEqualTo(State.CLOSED);
        assertThat(guard.generation()).isEqualTo(generation + 1);
        for (int i = 0; i < 10; i++) {
            assertThat(guard.failed(before, 1, NO_ANSWER)).isFalse();
        }
        for (int i = 1; i <= 4; i++) {
            assertThat(fail()).isFalse();
        }
        guard.reset();
        assertThat(fail()).as("also when it was closed").isFalse();
    }

    @Test
    void aSlowSuccessIsASuccess() {
        for (int i = 0; i < 100; i++) {
            guard.succeeded(guard.admit(), Duration.ofHours(1).toNanos());
        }
        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void anErrorEndsAPermitLikeAnyFailure() {
        for (int i = 1; i <= 4; i++) {
            assertThat(guard.failed(guard.admit(), 1, new StackOverflowError())).isFalse();
        }
        assertThat(guard.failed(guard.admit(), 1, new CompletionException(null)))
                .isTrue();
    }

    @Test
    void endingARefusedPermitChangesNothing() {
        open();
        assertThat(guard.failed(Guard.REFUSED, 1, NO_ANSWER)).isFalse();
        guard.succeeded(Guard.REFUSED, 1);
        guard.released(Guard.REFUSED);
        assertThat(guard.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aWaitLongerThanNanosecondsCanCountIsForEver() {
        Guard patient = new Guard("primary", GuardSettings.DEFAULT.withOpenFor(Duration.ofDays(365L * 300)), time);
        while (patient.state() != State.OPEN) {
            patient.failed(patient.admit(), 1, NO_ANSWER);
        }
        time.runFor(Duration.ofDays(365));
        assertThat(patient.admit()).isEqualTo(Guard.REFUSED);
    }

    /** The breaker waits in whole milliseconds, and it is the breaker that is to be asked from then on. */
    @Test
    void aWaitOfLessThanAMillisecondMoreIsOverWithTheMillisecond() {
        Guard quick = new Guard("primary", GuardSettings.DEFAULT.withOpenFor(Duration.ofNanos(1_900_000)), time);
        while (quick.state() != State.OPEN) {
            quick.failed(quick.admit(), 1, NO_ANSWER);
        }
        time.runFor(Duration.ofMillis(1));
        assertThat(quick.admit()).isEqualTo(Guard.REFUSED);
        time.runFor(Duration.ofNanos(1));
        assertThat(quick.admit()).isNotEqualTo(Guard.REFUSED);
    }
}
