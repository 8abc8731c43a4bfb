package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard.State;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class GuardConcurrencyTest {
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Exception NO_ANSWER = new IllegalStateException("no answer");

    private static final int THREADS = 4;

    /** A clock that any thread may read and the test moves. */
    private static final class Hand implements EngineRuntime {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Chance chance(String stream) {
            return Chance.of(1, stream);
        }
    }

    private final Hand time = new Hand();

    private static void together(Runnable body) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    body.run();
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @RepeatedTest(50)
    void ofManyThreadsFailingTogetherExactlyOneOpensIt() throws Exception {
        Guard guard = new Guard("primary", GuardSettings.DEFAULT, time);
        AtomicInteger opened = new AtomicInteger();
        together(() -> {
            for (int i = 0; i < 5; i++) {
                long permit = guard.admit();
                if (permit != Guard.REFUSED && guard.failed(permit, 1, NO_ANSWER)) {
                    opened.incrementAndGet();
                }
            }
        });
        assertThat(opened).hasValue(1);
        assertThat(guard.generation()).isEqualTo(1);
    }

    @RepeatedTest(50)
    void neverMoreTrialsThanSettingsAllow() throws Exception {
        Guard guard = new Guard("primary", GuardSettings.DEFAULT, time);
        while (guard.state() != State.OPEN) {
            guard.failed(guard.admit(), 1, NO_ANSWER);
        }
        time.nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        AtomicInteger admitted = new AtomicInteger();
        together(() -> {
            for (int i = 0; i < 5; i++) {
                if (guard.admit() != Guard.REFUSED) {
                    admitted.incrementAndGet();
                }
            }
        });
        assertThat(admitted).hasValue(3);
    }

    /** Only late successes come in here, from before the first opening: whatever the interleaving, they close nothing. */
    @RepeatedTest(20)
    void lateSuccessesRacingWithTheStateNeverCloseIt() throws Exception {
        Guard guard = new Guard("primary", GuardSettings.DEFAULT.withOpenFor(Duration.ofMillis(1)), time);
        long late = guard.admit();
        while (guard.state() != State.OPEN) {
            guard.failed(guard.admit(), 1, NO_ANSWER);
        }
        AtomicInteger closed = new AtomicInteger();
        together(() -> {
            for (int i = 0; i < 500; i++) {
                time.nanos.addAndGet(2_000_000);
                long trial = guard.admit();
                guard.succeeded(late, 1);
                if (trial != Guard.REFUSED) {
                    guard.failed(trial, 1, NO_ANSWER);
                }
                if (guard.state() == State.CLOSED) {
                    closed.incrementAndGet();
                }
            }
        });
        assertThat(closed).hasValue(0);
        assertThat(guard.generation()).isGreaterThan(2);
    }

    /** After any mixture of ends, resets and expiries the breaker can still be healed: no permission was lost. */
    @Test
    void noPermissionIsEverLost() throws Exception {
        for (int round = 0; round < 20; round++) {
            Guard guard = new Guard("primary", GuardSettings.DEFAULT.withOpenFor(Duration.ofMillis(1)), time);
            AtomicLong seeds = new AtomicLong(round * 100L);
            together(() -> {
                Chance chance = Chance.of(seeds.incrementAndGet(), "mixture");
                for (int i = 0; i < 2_000; i++) {
                    time.nanos.addAndGet(chance.below(1_000_000));
                    long permit = chance.chance(0.1) ? guard.admitAnyway() : guard.admit();
                    if (permit == Guard.REFUSED) {
                        continue;
                    }
                    switch ((int) chance.below(8)) {
                        case 0, 1 -> guard.succeeded(permit, 1);
                        case 2, 3, 4 -> guard.failed(permit, 1, NO_ANSWER);
                        case 5 -> guard.released(permit);
                        case 6 -> {
                            guard.failed(permit, 1, NO_ANSWER);
                            guard.succeeded(permit, 1);
                        }
                        default -> {
                            if (chance.chance(0.05)) {
                                guard.reset();
                            }
                            guard.released(permit);
                        }
                    }
                }
            });
            time.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            for (int i = 0; i < 20 && guard.state() != State.CLOSED; i++) {
                time.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                long permit = guard.admit();
                guard.succeeded(permit, 1);
            }
            assertThat(guard.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void underVirtualTimeItNeedsNoSecondThread() {
        VirtualTime virtual = VirtualTime.create();
        Guard guard = new Guard("primary", GuardSettings.DEFAULT, virtual);
        guard.succeeded(guard.admit(), 1);
        assertThat(virtual.eventsRun()).isZero();
    }
}
