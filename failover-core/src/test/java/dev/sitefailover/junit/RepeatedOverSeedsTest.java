package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.VirtualTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class RepeatedOverSeedsTest {

    @Test
    void everySeedIsATestWithItsName() {
        Inside inside = Inside.run(Range.class);
        assertThat(inside.names()).containsExactly("seed -1", "seed 0", "seed 1", "seed 2");
        assertThat(inside.passed()).isEqualTo(4);
        assertThat(Inside.run(OneInstance.class).names()).containsExactly("seed 1", "seed 2");
    }

    @Seed(77)
    static class Range {
        private final long constructed;

        Range(@Seed long seed) {
            constructed = seed;
        }

        @BeforeEach
        void before(@Seed long seed) {
            assertThat(seed).isEqualTo(constructed);
        }

        @RepeatedOverSeeds(count = 4, from = -1)
        void test(@Seed long seed, VirtualTime time) {
            assertThat(seed).isEqualTo(constructed).isEqualTo(time.seed()).isBetween(-1L, 2L);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        private long next = 1;

        @RepeatedOverSeeds(count = 2)
        void test(@Seed long seed) {
            assertThat(seed).isEqualTo(next++);
        }
    }

    @Test
    void eachFailingSeedIsAFailureThatTellsItsSeed() {
        Inside inside = Inside.run(OddOnesFail.class);
        assertThat(inside.failures()).extracting(Throwable::getMessage).containsExactly("odd 1", "odd 3", "odd 5");
        assertThat(inside.failures())
                .map(Inside::story)
                .satisfiesExactly(
                        story -> assertThat(story)
                                .startsWith("seed 1 (its turn under @RepeatedOverSeeds)")
                                .contains("put @Seed(1) on the method, or", "#test' -Dsitefailover.seed=1")
                                .doesNotContain("stopped"),
                        story -> assertThat(story).startsWith("seed 3 ").doesNotContain("stopped"),
                        story -> assertThat(story)
                                .startsWith("seed 5 ")
                                .contains(
                                        "failure 3, as many as stopAfter allows: later seeds, up to 10000, are not run"));
        assertThat(inside.names()).hasSize(5);
        assertThat(inside.results().testEvents().skipped().count()).isZero();
    }

    static class OddOnesFail {
        @RepeatedOverSeeds(count = 10_000)
        void test(Simulation organiser) {
            long seed = organiser.time().seed();
            if (seed % 2 == 1) {
                throw new AssertionError("odd " + seed);
            }
        }
    }

    @Test
    void withoutALimitAllAreRun() {
        Inside inside = Inside.run(NoLimit.class);
        assertThat(inside.failed()).isEqualTo(7);
        assertThat(inside.names()).hasSize(7);
    }

    static class NoLimit {
        @RepeatedOverSeeds(count = 7, stopAfter = 0)
        void test() {
            throw new AssertionError();
        }
    }

    @Test
    void oneSeedIsRunAloneByConfigurationOrByAnnotation() {
        assertThat(Inside.run(OddOnesFail.class, "sitefailover.seed", "4444").names())
                .containsExactly("seed 4444");
        assertThat(Inside.run(Alone.class).names()).containsExactly("seed 17");
    }

    static class Alone {
        @Seed(17)
        @RepeatedOverSeeds(count = 100)
        void test(@Seed long seed) {
            assertThat(seed).isEqualTo(17);
        }
    }

    @Test
    void aLongerRunIsAMatterOfConfiguration() {
        assertThat(Inside.run(Range.class, "sitefailover.seeds", "2").names()).containsExactly("seed -1", "seed 0");
    }

    @Test
    void aRangeWithoutSeedsIsAnError() {
        assertThat(Inside.run(Empty.class).failure())
                .hasMessageContaining("@RepeatedOverSeeds(count = 0, from = 1, stopAfter = 3): allowed are");
    }

    static class Empty {
        @RepeatedOverSeeds(count = 0)
        void test() {}
    }

    @Test
    void inParallelThoseBegunAfterTooManyFailuresAreSkipped() {
        InParallel.first.set(0);
        Inside inside = Inside.run(
                InParallel.class,
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "2");
        assertThat(inside.failed()).isBetween(1L, 2L);
        assertThat(inside.passed()).isZero();
        long skipped = inside.results().testEvents().skipped().count();
        assertThat(inside.failed() + skipped).isLessThanOrEqualTo(200);
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class InParallel {
        static final AtomicInteger first = new AtomicInteger();

        @RepeatedOverSeeds(count = 200, stopAfter = 1)
        void test() {
            throw new AssertionError("failure " + first.incrementAndGet());
        }
    }
}
