package dev.sitefailover.examples.standin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RangesTest {

    @Test
    void behavesLikeASetWhateverIsAddedAndRemoved() {
        for (long seed = 1; seed <= 200; seed++) {
            Chance chance = Chance.of(seed, "ranges");
            Ranges ranges = new Ranges();
            TreeSet<Long> set = new TreeSet<>();
            for (int i = 0; i < 60; i++) {
                long first = chance.between(1, 60);
                long last = chance.between(first, Math.min(60, first + 8));
                if (chance.chance(0.6)) {
                    ranges.add(first, last);
                    for (long n = first; n <= last; n++) {
                        set.add(n);
                    }
                } else {
                    ranges.remove(first, last);
                    set.subSet(first, true, last, true).clear();
                }
                assertThat(numbers(ranges)).as("seed %d", seed).isEqualTo(set);
                assertThat(ranges.size()).isEqualTo(set.size());
                for (int r = 1; r < ranges.count(); r++) {
                    assertThat(ranges.from(r)).as("ranges do not touch").isGreaterThan(ranges.to(r - 1) + 1);
                }
            }
        }
    }

    @Test
    void theDifferenceLeavesBothAsTheyWere() {
        Ranges one = new Ranges();
        one.add(1, 10);
        Ranges other = new Ranges();
        other.add(4, 5);
        assertThat(one.minus(other)).hasToString("[1-3, 6-10]");
        assertThat(one).hasToString("[1-10]");
        assertThat(one.add(7)).isFalse();
        assertThat(one.add(12)).isTrue();
    }

    private static Set<Long> numbers(Ranges ranges) {
        TreeSet<Long> numbers = new TreeSet<>();
        for (long n = 0; n <= 61; n++) {
            if (ranges.contains(n)) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
