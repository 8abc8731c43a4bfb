package dev.sitefailover.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ChanceTest {
    private static final int DRAWS = 200_000;

    private static Chance stream() {
        return Chance.of(1, "test");
    }

    /** Seeds are published with reports; they have to give the same numbers in every later version. */
    @Test
    void theNumbersAreThoseOfXoshiro256StarStarForEver() {
        Chance chance = Chance.of(1, "latency");
        long[] drawn = {chance.nextLong(), chance.nextLong(), chance.nextLong()};
        assertThat(drawn).containsExactly(-8581552666374021180L, -8662740210312935874L, 8942751906576079557L);
        assertThat(Chance.seed(1, "participant-17")).isEqualTo(-2531180978444708086L);
    }

    @Test
    void streamsDifferByNameAndBySeed() {
        TreeSet<Long> first = new TreeSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int name = 0; name < 100; name++) {
                first.add(Chance.of(seed, "stream-" + name).nextLong());
            }
        }
        assertThat(first).hasSize(10_000);
        assertThat(Chance.of(1, "ab").nextLong())
                .isNotEqualTo(Chance.of(1, "ba").nextLong());
        assertThat(Chance.of(1, "a").nextLong())
                .isNotEqualTo(Chance.of(1, "\u0161").nextLong());
    }

    @Test
    void streamsOfNeighbouringNamesAreUncorrelated() {
        Chance one = Chance.of(1, "participant-1");
        Chance other = Chance.of(1, "participant-2");
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += (one.nextDouble() - 0.5) * (other.nextDouble() - 0.5);
        }
        // The deviation of this mean is 1/12 over the root of the draws; five of them.
        assertThat(sum / DRAWS).isCloseTo(0, within(5 / 12.0 / Math.sqrt(DRAWS)));
    }

    @Test
    void boundsAreExact() {
        Chance chance = stream();
        TreeSet<Long> seven = new TreeSet<>();
        TreeSet<Long> dice = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            seven.add(chance.below(7));
            dice.add(chance.between(-3, 3));
            assertThat(chance.below(1)).isZero();
            assertThat(chance.between(5, 5)).isEqualTo(5);
            assertThat(chance.below(Long.MAX_VALUE)).isNotNegative();
            assertThat(chance.between(0, Long.MAX_VALUE - 1)).isNotNegative();
            assertThat(chance.nextDouble()).isBetween(0.0, Math.nextDown(1.0));
        }
        assertThat(seven).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(dice).containsExactly(-3L, -2L, -1L, 0L, 1L, 2L, 3L);
    }

    @Test
    void boundedDrawsAreEven() {
        Chance chance = stream();
        int[] counts = new int[6];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) chance.below(6)]++;
        }
        for (int count : counts) {
            assertThat((double) count / DRAWS).isCloseTo(1 / 6.0, within(0.005));
        }
    }

    @Test
    void certainAndImpossibleAreWhatTheySayAndDrawOneNumberEach() {
        Chance chance = stream();
        Chance beside = stream();
        for (int i = 0; i < 1_000; i++) {
            assertThat(chance.chance(0)).isFalse();
            assertThat(chance.chance(1)).isTrue();
            beside.nextLong();
            beside.nextLong();
        }
        assertThat(chance.nextLong()).isEqualTo(beside.nextLong());
    }

    @Test
    void distributionsHaveTheParametersTheyAreGiven() {
        assertThat(mean(chance -> chance.chance(0.3) ? 1 : 0)).isCloseTo(0.3, within(0.01));
        assertThat(mean(chance -> chance.exponential(4))).isCloseTo(4, within(0.1));
        assertThat(mean(Chance::normal)).isCloseTo(0, within(0.02));
        double[] latencies = sorted(chance -> chance.logNormal(50, 400));
        assertThat(latencies[DRAWS / 2]).isCloseTo(50, within(1.0));
        assertThat(latencies[DRAWS / 100 * 99]).isCloseTo(400, within(15.0));
        assertThat(latencies[0]).isPositive();
        assertThat(stream().logNormal(5, 5)).isEqualTo(5);
        assertThat(stream().exponential(0)).isZero();
    }

    private static double mean(ToDoubleFunction<Chance> draw) {
        return Arrays.stream(sorted(draw)).average().orElseThrow();
    }

    private static double[] sorted(ToDoubleFunction<Chance> draw) {
        Chance chance = stream();
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, i -> draw.applyAsDouble(chance));
        Arrays.sort(drawn);
        return drawn;
    }

    @Test
    void impossibleParametersAreRefusedByName() {
        Chance chance = stream();
        assertThatThrownBy(() -> chance.below(0)).hasMessage("bound must be > 0, was 0");
        assertThatThrownBy(() -> chance.between(2, 1)).hasMessageContaining("was 2 to 1");
        assertThatThrownBy(() -> chance.between(Long.MIN_VALUE, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chance.between(0, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chance.chance(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> chance.exponential(-1)).hasMessageContaining("mean");
        assertThatThrownBy(() -> chance.logNormal(2, 1)).hasMessageContaining("p50 2.0");
    }
}
