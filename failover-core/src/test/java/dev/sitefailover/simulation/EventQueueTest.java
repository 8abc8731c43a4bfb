package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.runtime.Chance;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1_000_000})
    void heapAgreesWithTheClassLibrarysQueueWhateverTheTimes(long span) {
        for (long seed = 0; seed < 12; seed++) {
            agree(Chance.of(seed, "queue-" + span), span, 2_000);
        }
    }

    /** Bursts of adding and taking, many equal times, and now and then a third of everything removed. */
    private static void agree(Chance chance, long span, int operations) {
        EventQueue heap = new HeapQueue();
        EventQueue plain = new SortedQueue();
        long sequence = 0;
        for (int i = 0; i < operations; i++) {
            long kind = chance.below(100);
            if (kind < 45) {
                for (long burst = chance.below(kind < 2 ? 200 : 4); burst >= 0; burst--) {
                    long time = chance.below(span);
                    Long event = sequence;
                    heap.add(time, sequence, event);
                    plain.add(time, sequence, event);
                    sequence++;
                }
            } else if (kind < 97) {
                for (long burst = chance.below(kind < 47 ? 150 : 4); burst >= 0 && plain.size() > 0; burst--) {
                    if (chance.chance(0.1)) {
                        same(heap.nextTime(), plain.nextTime());
                        same(heap.first(), plain.first());
                    }
                    same(heap.take(), plain.take());
                }
            } else {
                Predicate<Object> third = event -> (Long) event % 3 == 0;
                heap.removeIf(third);
                plain.removeIf(third);
            }
            same(heap.size(), plain.size());
        }
        while (plain.size() > 0) {
            same(heap.take(), plain.take());
        }
        assertThat(heap.size()).isZero();
        assertThat(heap.nextTime()).isEqualTo(EventQueue.NEVER);
    }

    /** Without a description object for each of a million comparisons. */
    private static void same(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void takingFromAnEmptyQueueIsAnError() {
        HeapQueue heap = new HeapQueue();
        assertThatThrownBy(heap::take).isInstanceOf(IllegalStateException.class);
        heap.add(1, 1, "only");
        assertThat(heap.take()).isEqualTo("only");
        assertThatThrownBy(heap::take).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eventsAtTheEndOfTimeStillCount() {
        HeapQueue heap = new HeapQueue();
        heap.add(Long.MAX_VALUE, 2, "second");
        heap.add(Long.MAX_VALUE, 1, "first");
        assertThat(heap.size()).isEqualTo(2);
        assertThat(heap.take()).isEqualTo("first");
        assertThat(heap.take()).isEqualTo("second");
    }
}
