package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.simulation.VirtualTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void theNearestSeedCountsAndOneIsTheDefault() {
        Seeds.seen.clear();
        assertThat(Inside.run(Seeds.class).passed()).isEqualTo(4);
        assertThat(Seeds.seen)
                .isEqualTo(new TreeMap<>(Map.of("method", 42L, "class", 7L, "outer class", 7L, "nested class", -8L)));
        assertThat(Inside.run(Plain.class).passed()).isEqualTo(1);
    }

    @Seed(7)
    static class Seeds {
        static final Map<String, Long> seen = new TreeMap<>();

        @Test
        @Seed(42)
        void ofMethod(@Seed long seed, VirtualTime time) {
            see("method", seed, time);
        }

        @Test
        void ofClass(@Seed long seed, VirtualTime time) {
            see("class", seed, time);
        }

        @Nested
        class Without {
            @Test
            void ofOuterClass(@Seed Long seed, VirtualTime time) {
                see("outer class", seed, time);
            }
        }

        @Nested
        @Seed(-8)
        class With {
            @Test
            void ofNestedClass(@Seed long seed, VirtualTime time) {
                see("nested class", seed, time);
            }
        }

        private static void see(String who, long seed, VirtualTime time) {
            assertThat(time.seed()).isEqualTo(seed);
            seen.put(who, seed);
        }
    }

    @SimulatedSites
    static class Plain {
        @Test
        void test(@Seed long seed) {
            assertThat(seed).isEqualTo(1);
        }
    }

    @Test
    void theConfigurationParameterRulesOutAllOthers() {
        Seeds.seen.clear();
        assertThat(Inside.run(Seeds.class, "sitefailover.seed", "99").passed()).isEqualTo(4);
        assertThat(Seeds.seen.values()).containsOnly(99L);
    }

    @Test
    void aSeedThatIsNoNumberIsAnError() {
        assertThat(Inside.run(Plain.class, "sitefailover.seed", "lucky").failure())
                .hasMessageContaining("sitefailover.seed=lucky: allowed is a whole number");
    }

    @Test
    void aSeedSetAtAParameterOrAskedForAsTextIsAnError() {
        assertThat(Inside.run(AtParameter.class).failures())
                .extracting(Throwable::getMessage)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("put @Seed(42) on the method or the class"),
                        text -> assertThat(text).contains("a seed is a long"));
    }

    static class AtParameter {
        @Test
        void set(@Seed(42) long seed) {
            assertThat(seed).isZero();
        }

        @Test
        void text(@Seed String seed) {
            assertThat(seed).isNull();
        }
    }
}
