package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard.State;
import dev.sitefailover.guard.GuardSettings.Recording;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Successes that are counted elsewhere and told late, against the breaker that hears of each. */
class TallyTest {
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Exception NO_ANSWER = new IllegalStateException("no answer");

    /** So many calls later than the plain breaker, at most, does it open: none. */
    private static final int LATER = 0;

    private static final int SEQUENCES = 500;
    private static final int CALLS = 400;

    /** What a thread with a tally of its own does. */
    private static final class Caller {
        private final Guard guard;
        private final AtomicLong successes = new AtomicLong();
        private final Tally tally;
        private long permit = Guard.REFUSED;

        Caller(Guard guard) {
            this.guard = guard;
            this.tally = guard.tally(successes::get);
        }

        /** As a caller does that was on its way when it had to go another. */
        void bindOnceMore() {
            permit = guard.bind(tally);
        }

        /** Whether it was admitted. */
        boolean call(boolean succeeds) {
            if (guard.isAt(permit) || (permit = guard.bind(tally)) >= 0) {
                if (succeeds) {
                    successes.incrementAndGet();
                } else {
                    guard.failed(permit, 1, NO_ANSWER);
                }
                return true;
            }
            long admitted = guard.admit();
            if (admitted == Guard.REFUSED) {
                return false;
            }
            if (succeeds) {
                guard.succeeded(admitted, 1);
            } else {
                guard.failed(admitted, 1, NO_ANSWER);
            }
            return true;
        }
    }

    private static GuardSettings settings(Chance chance) {
        int window = 1 + (int) chance.below(30);
        return GuardSettings.DEFAULT
                .withWindow(window, 1 + (int) chance.below(window), 1 + (float) chance.below(100))
                .withFailuresInARow(1 + (int) chance.below(8))
                .withTrials(1 + (int) chance.below(5))
                .withOpenFor(Duration.ofMillis(1 + chance.below(20)));
    }

    private static List<State> run(GuardSettings settings, long sequence, int threads) {
        Chance chance = Chance.of(sequence, "calls");
        VirtualTime time = VirtualTime.create();
        Guard guard = new Guard("a", settings, time);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            callers.add(new Caller(guard));
        }
        List<State> states = new ArrayList<>();
        double failing = 0.3;
        for (int i = 0; i < CALLS; i++) {
            if (chance.chance(0.05)) {
                failing = chance.chance(0.5) ? 0.02 : chance.nextDouble(); // quiet times and bad ones
            }
            if (chance.chance(0.005)) {
                guard.reset();
            }
            int caller = (int) chance.below(threads);
            callers.get(caller).call(!chance.chance(failing));
            if (chance.chance(0.1)) {
                callers.get(caller).bindOnceMore();
            }
            if (chance.chance(0.02)) {
                guard.close(callers.get(caller).tally); // its thread ends, and another one comes
                callers.set(caller, new Caller(guard));
            }
            time.runFor(Duration.ofMillis(chance.below(3)));
            states.add(guard.state());
        }
        return states;
    }

    @Test
    void itOpensAtTheSameCallAsThePlainBreakerWhateverTheSettingsAndTheSequence() {
        int opened = 0;
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            GuardSettings settings = settings(Chance.of(sequence, "settings"));
            int threads = 1 + sequence % 4;
            List<State> late = run(settings, sequence, threads);
            List<State> plain = run(settings.withRecording(Recording.EACH_CALL), sequence, threads);
            opened += plain.contains(State.OPEN) ? 1 : 0;
            assertThat(late.indexOf(State.OPEN) - plain.indexOf(State.OPEN))
                    .as("opened so many calls later in sequence %d with %s", sequence, settings)
                    .isEqualTo(LATER);
            assertThat(late).as("sequence %d with %s", sequence, settings).isEqualTo(plain);
        }
        assertThat(opened).as("sequences in which it did open").isGreaterThan(SEQUENCES / 2);
    }

    @Test
    void aPlainBreakerHearsOfEachCall() {
        Guard guard = new Guard("a", GuardSettings.DEFAULT.withRecording(Recording.EACH_CALL), VirtualTime.create());
        for (int i = 0; i < 100; i++) {
            guard.succeeded(guard.admit(), 1);
        }
        assertThat(guard.bind(guard.tally(() -> 0))).isEqualTo(Guard.REFUSED);
    }

    @Test
    void nothingIsToldLateWhileASuccessMayStillOpenIt() {
        Guard guard = new Guard("a", GuardSettings.DEFAULT, VirtualTime.create());
        Tally tally = guard.tally(() -> 0);
        for (int i = 0; i < GuardSettings.DEFAULT.minimumCalls(); i++) {
            assertThat(guard.bind(tally)).isEqualTo(Guard.REFUSED);
            guard.succeeded(guard.admit(), 1);
        }
        assertThat(guard.bind(tally)).isNotEqualTo(Guard.REFUSED);
    }

    @Test
    void whatWasCountedUnderAnEarlierGenerationIsNotRecorded() {
        GuardSettings inARow = GuardSettings.DEFAULT.withWindow(20, 1, 100).withFailuresInARow(2);
        Guard guard = new Guard("a", inARow, VirtualTime.create());
        AtomicLong successes = new AtomicLong();
        Tally tally = guard.tally(successes::get);
        guard.succeeded(guard.admit(), 1);
        assertThat(guard.bind(tally)).isNotEqualTo(Guard.REFUSED);
        guard.reset();
        guard.succeeded(guard.admit(), 1);
        guard.failed(guard.admit(), 1, NO_ANSWER);
        successes.incrementAndGet(); // the late answer of a call from before
        assertThat(guard.failed(guard.admit(), 1, NO_ANSWER)).as("two in a row").isTrue();
    }

    /** Each thread fails right after it was told of another's success: never are there two failures in a row. */
    @RepeatedTest(5)
    void aSuccessThatHappenedBeforeAFailureIsRecordedBeforeIt() throws Exception {
        GuardSettings inARow = GuardSettings.DEFAULT.withWindow(1_000, 1, 100).withFailuresInARow(2);
        Guard guard = new Guard("a", inARow, VirtualTime.create());
        guard.succeeded(guard.admit(), 1);
        int rounds = 1_000;
        AtomicLong turn = new AtomicLong();
        CountDownLatch over = new CountDownLatch(1);
        Thread succeeding = new Thread(() -> {
            long[] counted = new long[1];
            Tally tally = guard.tally(() -> counted[0]);
            guard.bind(tally);
            for (int i = 0; i < rounds; i++) {
                while (turn.get() != 2L * i) {
                    Thread.onSpinWait();
                }
                counted[0]++; // an ordinary store: what follows makes it seen
                turn.set(2L * i + 1);
            }
            over.countDown();
        });
        succeeding.start();
        for (int i = 0; i < rounds; i++) {
            while (turn.get() != 2L * i + 1) {
                Thread.onSpinWait();
            }
            guard.failed(guard.admit(), 1, NO_ANSWER);
            turn.set(2L * i + 2);
        }
        over.await();
        succeeding.join();
        assertThat(guard.generation()).as("it never opened").isZero();
    }
}
