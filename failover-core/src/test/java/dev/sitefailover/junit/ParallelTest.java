package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class ParallelTest {
    private static final int TOGETHER = 4;

    @Test
    void testsInParallelShareNothing() {
        for (Class<?> tests : new Class<?>[] {EachItsInstance.class, OneInstance.class}) {
            Together.seen.clear();
            Inside inside = Inside.run(
                    tests,
                    "junit.jupiter.execution.parallel.enabled",
                    "true",
                    "junit.jupiter.execution.parallel.config.strategy",
                    "fixed",
                    "junit.jupiter.execution.parallel.config.fixed.parallelism",
                    Integer.toString(TOGETHER));
            assertThat(inside.failures()).isEmpty();
            assertThat(Together.seen).hasSize(TOGETHER);
        }
    }

    /** No test goes on before all of them are under way. */
    abstract static class Together {
        static final Set<Simulation> seen = ConcurrentHashMap.newKeySet();
        private static final CyclicBarrier ALL = new CyclicBarrier(TOGETHER);

        @BeforeEach
        void before(Simulation organiser) throws Exception {
            seen.add(organiser);
            ForkJoinPool.managedBlock(new Meeting());
        }

        void run(long minutes, long seed, Simulation organiser, SimulatedSite primary) throws Exception {
            assertThat(organiser.time().seed()).isEqualTo(seed).isEqualTo(minutes);
            organiser.runFor(Duration.ofMinutes(minutes));
            ForkJoinPool.managedBlock(new Meeting());
            assertThat(primary.faults()).isEmpty();
            assertThat(organiser.time().nanoTime())
                    .isEqualTo(Duration.ofMinutes(minutes).toNanos());
            ForkJoinPool.managedBlock(new Meeting());
            primary.inflict(Fault.crash());
        }

        @Test
        @Seed(1)
        void one(@Seed long seed, Simulation organiser, SimulatedSite primary) throws Exception {
            run(1, seed, organiser, primary);
        }

        @Test
        @Seed(2)
        void two(@Seed long seed, Simulation organiser, SimulatedSite primary) throws Exception {
            run(2, seed, organiser, primary);
        }

        @RepeatedOverSeeds(count = 2, from = 3)
        void threeAndFour(@Seed long seed, Simulation organiser, SimulatedSite primary) throws Exception {
            run(seed, seed, organiser, primary);
        }
    }

    /**
     * Waits for the others. JUnit's pool must know, lest a test stay queued whose others wait for it: it does not always wake
     * a worker for each test (seen once in some 200 runs), for tests are not supposed to wait for each other.
     */
    private static final class Meeting implements ForkJoinPool.ManagedBlocker {
        private boolean over;

        @Override
        public boolean block() throws InterruptedException {
            try {
                Together.ALL.await(30, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("the others are not under way", e);
            }
            over = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return over;
        }
    }

    @SimulatedSites
    @Execution(ExecutionMode.CONCURRENT)
    static class EachItsInstance extends Together {}

    @SimulatedSites
    @Execution(ExecutionMode.CONCURRENT)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance extends Together {}
}
