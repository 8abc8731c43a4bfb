package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NumberSetTest {

    /** Every mixture of order, gaps, repetitions and leaps, against the plain set. */
    @RepeatedTest(60)
    void holdsWhatAPlainSetHolds(RepetitionInfo repetition) {
        Chance chance = Chance.of(repetition.getCurrentRepetition(), "numbers");
        long range = 1L << (2 + chance.below(12));
        double inOrder = chance.nextDouble();
        NumberSet set = new NumberSet();
        TreeSet<Long> plain = new TreeSet<>();
        long next = 1;
        for (int i = 0; i < 4_000; i++) {
            long number = chance.chance(inOrder) ? next++ : 1 + chance.below(range);
            if (chance.chance(0.001)) {
                number = 1 + chance.below(1L << 40);
            }
            assertThat(set.contains(number)).isEqualTo(plain.contains(number));
            assertThat(set.add(number)).isEqualTo(plain.add(number));
            long asked = 1 + chance.below(range);
            assertThat(set.contains(asked)).isEqualTo(plain.contains(asked));
        }
        assertThat(set.size()).isEqualTo(plain.size());
        assertThat(numbers(set)).isEqualTo(new ArrayList<>(plain));
        NumberSet copy = new NumberSet();
        copy.add(7);
        copy.copyFrom(set);
        set.clear();
        assertThat(set.isEmpty()).isTrue();
        assertThat(numbers(set)).isEmpty();
        assertThat(numbers(copy)).isEqualTo(new ArrayList<>(plain));
        assertThat(copy.add(1L << 41)).isTrue();
    }

    @Test
    void numbersThatComeInOrderCostNothing() {
        NumberSet set = new NumberSet();
        long before = set.words();
        for (long number = 1; number <= 1_000_000; number++) {
            set.add(number);
        }
        assertThat(set.words()).isEqualTo(before);
    }

    @Test
    void aGapThatIsFilledLaterCostsNothingAfterwards() {
        NumberSet set = new NumberSet();
        long before = set.words();
        for (long number = 1; number <= 10_000; number++) {
            if (number != 300) {
                set.add(number);
            }
        }
        set.add(300);
        assertThat(set.size()).isEqualTo(10_000);
        assertThat(set.words() - before).isLessThan(100);
    }

    @Test
    void aGapThatStaysCostsABitANumberAtMost() {
        NumberSet set = new NumberSet();
        for (long number = 2; number <= 86_400; number += 2) {
            set.add(number);
        }
        // One bit for each of 86,400 numbers, and a quarter more for the pages' ids and room to grow.
        assertThat(set.words()).isLessThan(86_400 / 64 * 5 / 4 + 8 * 2 + 86_400 / 512 * 2);
    }

    private static List<Long> numbers(NumberSet set) {
        List<Long> numbers = new ArrayList<>();
        set.forEach(numbers::add);
        return numbers;
    }
}
