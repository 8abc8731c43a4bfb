package dev.sitefailover.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sitefailover.runtime.Chance;
import java.lang.management.ManagementFactory;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every structure against the class library's queue, which is the measure. */
class EventQueueTest {
    private static final long SECOND = 1_000_000_000;

    enum Structure {
        HEAP {
            @Override
            EventQueue make() {
                return new HeapQueue();
            }
        },
        NEAR {
            @Override
            EventQueue make() {
                return new NearQueue();
            }
        },
        CALENDAR {
            @Override
            EventQueue make() {
                return new CalendarQueue();
            }
        },
        /** Where some dozens are a crowd: a calendar and a queue for crowds take turns. */
        CROWD_OF_FEW {
            @Override
            EventQueue make() {
                return new CalendarQueue(new CrowdQueue.Sizes(60, 128, 2_048));
            }
        },
        /** And a few events are a span, more where there are more than a few spans. */
        CROWD_OF_SHORT_SPANS {
            @Override
            EventQueue make() {
                return new CalendarQueue(new CrowdQueue.Sizes(60, 4, 8));
            }
        };

        abstract EventQueue make();
    }

    /** How far ahead events are scheduled. */
    enum Times {
        EXPONENTIAL {
            @Override
            long ahead(Chance chance, long now) {
                return (long) chance.exponential(SECOND);
            }
        },
        BURSTY {
            @Override
            long ahead(Chance chance, long now) {
                return SECOND - now % SECOND + SECOND * chance.below(3) + chance.below(1_000);
            }
        },
        EQUAL {
            @Override
            long ahead(Chance chance, long now) {
                return SECOND;
            }
        },
        /** What is done at once again and again: no time passes. */
        AT_ONCE {
            @Override
            long ahead(Chance chance, long now) {
                return 0;
            }
        },
        BIMODAL {
            @Override
            long ahead(Chance chance, long now) {
                return chance.below(2) == 0 ? chance.below(SECOND / 1_000) : chance.below(3_600 * SECOND);
            }
        },
        /** Now a nanosecond apart, now hours: the length of the calendar's days is always wrong. */
        CHANGING {
            @Override
            long ahead(Chance chance, long now) {
                return chance.below(1L << (now / 50 % 45));
            }
        },
        AT_THE_END_OF_TIME {
            @Override
            long ahead(Chance chance, long now) {
                return chance.below(8) == 0 ? Long.MAX_VALUE - now - chance.below(3) : chance.below(SECOND);
            }
        };

        abstract long ahead(Chance chance, long now);
    }

    static Stream<Arguments> structuresAndTimes() {
        return Stream.of(Structure.values())
                .flatMap(structure -> Stream.of(Times.values()).map(times -> Arguments.of(structure, times)));
    }

    @ParameterizedTest
    @MethodSource("structuresAndTimes")
    void eventsHappenInTheOrderOfTimeAndSequenceWhileAsManyAreScheduledAsHappen(Structure structure, Times times) {
        for (int pending : new int[] {1, 20, 40, 60, 700, 5_000}) {
            Pair pair = new Pair(structure.make());
            Chance chance = Chance.of(pending, "hold-" + times);
            for (int i = 0; i < pending; i++) {
                pair.add(times.ahead(chance, 0));
            }
            for (int i = 0; i < 8_000 + 2 * pending; i++) {
                long now = pair.take(chance);
                pair.add(now + Math.min(Long.MAX_VALUE - now, times.ahead(chance, now)));
            }
            pair.takeAll();
        }
    }

    /** As many as fill many shelves, so that spans are made longer and shorter, and then fewer and fewer. */
    @ParameterizedTest
    @EnumSource
    void aCrowdKeepsTheOrder(Times times) {
        aCrowdKeepsTheOrder(times, new CrowdQueue.Sizes(4_000, 128, 2_048));
        aCrowdKeepsTheOrder(times, new CrowdQueue.Sizes(4_000, 32, 256));
    }

    private static void aCrowdKeepsTheOrder(Times times, CrowdQueue.Sizes sizes) {
        Pair pair = new Pair(new CalendarQueue(sizes));
        Chance chance = Chance.of(5, "crowd-" + times);
        for (int i = 0; i < 60_000; i++) {
            pair.add(times.ahead(chance, 0));
        }
        for (int i = 0; i < 150_000; i++) {
            long now = pair.take(chance);
            // all that happens in one quarter of the run happens a thousand times as fast
            long ahead = times.ahead(chance, now) / (i / 37_500 % 2 == 0 ? 1 : 1_000);
            pair.add(now + Math.min(Long.MAX_VALUE - now, ahead));
            if (i % 40_000 == 39_999) {
                pair.removeIf(event -> (Long) event % 5 == 0);
            }
        }
        while (pair.size() > 0) {
            pair.take(chance);
        }
        pair.takeAll();
    }

    /** Every event schedules a far one and cancels the one it scheduled before; the cancelled are removed in between. */
    @ParameterizedTest
    @MethodSource("structuresAndTimes")
    void cancelledEventsLeaveTheOthersInOrder(Structure structure, Times times) {
        Pair pair = new Pair(structure.make());
        Chance chance = Chance.of(7, "cancelled-" + times);
        for (int i = 0; i < 500; i++) {
            pair.add(times.ahead(chance, 0));
        }
        for (int i = 0; i < 20_000; i++) {
            long now = pair.take(chance);
            pair.add(now + Math.min(Long.MAX_VALUE - now, times.ahead(chance, now)));
            pair.add(now + Math.min(Long.MAX_VALUE - now, 30 * SECOND));
            if (i % 1_500 == 0) {
                long before = pair.sequence - 400;
                pair.removeIf(event -> (Long) event % 2 == 1 && (Long) event < before);
            }
        }
        pair.takeAll();
    }

    /**
     * Some dozens pending, microseconds beside minutes, looked at in between as runs with a limit do: there a calendar
     * opens and shuts again and again with something beyond its reach.
     */
    @ParameterizedTest
    @EnumSource
    void nothingIsOvertakenWhereACalendarOpensAndShuts(Structure structure) {
        for (int seed = 1; seed <= 4_000; seed++) {
            Pair pair = new Pair(structure.make());
            Chance chance = Chance.of(seed, "threshold");
            long[] scales = {
                1 + chance.below(1_000_000), 1 + chance.below(SECOND), SECOND + chance.below(100 * SECOND), 5_000_000
            };
            long now = 0;
            for (int i = 0; i < 1_500; i++) {
                int target = i / 150 % 2 == 0 ? 100 : 10;
                if (pair.size() < 2 || chance.below(10) < (pair.size() < target ? 6 : 4)) {
                    pair.add(now + chance.below(scales[(int) chance.below(4)]));
                } else {
                    now = pair.take(chance);
                }
                if (chance.below(50) == 0) {
                    now += chance.below(
                            1 + Math.min(SECOND, pair.tested.nextTime() - now)); // a run with a limit ends here
                }
            }
            pair.takeAll();
        }
    }

    /** The number pending swings between none and thousands, so that a calendar opens and shuts again and again. */
    @ParameterizedTest
    @MethodSource("structuresAndTimes")
    void theNumberPendingMayGrowAndShrinkAtWill(Structure structure, Times times) {
        Pair pair = new Pair(structure.make());
        Chance chance = Chance.of(3, "swing-" + times);
        long now = 0;
        for (int swing = 0; swing < 12; swing++) {
            for (long more = chance.below(swing % 3 == 0 ? 6_000 : 200); more >= 0; more--) {
                pair.add(now + Math.min(Long.MAX_VALUE - now, times.ahead(chance, now)));
            }
            for (long fewer = chance.below(pair.size() + 1); fewer > 0; fewer--) {
                now = pair.take(chance);
                if (chance.chance(0.2)) {
                    pair.add(now + Math.min(Long.MAX_VALUE - now, times.ahead(chance, now)));
                }
            }
            if (swing % 4 == 3) {
                pair.takeAll();
            }
        }
        pair.takeAll();
    }

    /** What virtual time never does: times before those that have happened, and sequences in no order. */
    @ParameterizedTest
    @EnumSource(Structure.class)
    void timesAndSequencesMayComeInAnyOrder(Structure structure) {
        for (long span : new long[] {1, 2, 3, 10, 1_000_000, Long.MAX_VALUE}) {
            Pair pair = new Pair(structure.make());
            Chance chance = Chance.of(11, "any-" + span);
            pair.shuffle = true;
            for (int i = 0; i < 6_000; i++) {
                long kind = chance.below(100);
                for (long burst = chance.below(kind < 2 ? 300 : 4); kind < 50 && burst >= 0; burst--) {
                    pair.add(chance.below(span) - (span == 10 ? 5 : 0));
                }
                for (long burst = chance.below(4); kind >= 50 && kind < 98 && burst >= 0 && pair.size() > 0; burst--) {
                    pair.take(chance);
                }
                if (kind == 99) {
                    pair.removeIf(event -> (Long) event % 3 == 0);
                }
            }
            pair.takeAll();
        }
    }

    /** Where nothing can be made shorter, nothing is made anew again and again. */
    @ParameterizedTest
    @EnumSource(names = {"EXPONENTIAL", "EQUAL", "AT_ONCE"})
    void anEventOfManyTakesNoMemory(Times times) {
        EventQueue queue = new CalendarQueue();
        Chance chance = Chance.of(7, "memory");
        long sequence = 0;
        for (int i = 0; i < 6_000; i++) {
            queue.add(times.ahead(chance, 0), sequence++, times);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int events = 200_000;
        long before = 0;
        for (int i = -events; i < events; i++) {
            if (i == 0) {
                before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            }
            Object event = requireNonNull(queue.takeBy(EventQueue.NEVER));
            queue.add(queue.takenAt + times.ahead(chance, queue.takenAt), sequence++, event);
            if ((i & 1_023) == 0) {
                queue = queue.fitting();
            }
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(bytes / (double) events).as("bytes per event").isLessThan(8);
        assertThat(queue).isInstanceOf(CrowdQueue.class);
    }

    @ParameterizedTest
    @EnumSource(Structure.class)
    void takingFromAnEmptyQueueIsAnError(Structure structure) {
        EventQueue queue = structure.make();
        assertThatThrownBy(queue::take).isInstanceOf(IllegalStateException.class);
        queue.add(1, 1, "only");
        assertThat(queue.take()).isEqualTo("only");
        assertThatThrownBy(queue::take).isInstanceOf(IllegalStateException.class);
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Structure.class)
    void eventsAtTheEndOfTimeStillCount(Structure structure) {
        EventQueue queue = structure.make();
        queue.add(Long.MAX_VALUE, 2, "second");
        queue.add(Long.MAX_VALUE, 1, "first");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.take()).isEqualTo("first");
        assertThat(queue.takeBy(Long.MAX_VALUE - 1)).isNull();
        assertThat(queue.takeBy(EventQueue.NEVER)).isEqualTo("second");
        assertThat(queue.takeBy(EventQueue.NEVER)).isNull();
        assertThat(queue.size()).isZero();
    }

    /** A structure and the measure, given the same. */
    private static final class Pair {
        private EventQueue tested;
        private final EventQueue plain = new SortedQueue();
        private long sequence;
        private boolean shuffle;

        Pair(EventQueue tested) {
            this.tested = tested;
        }

        void add(long time) {
            Long event = sequence++;
            long order = shuffle ? Long.reverse(event * 0x9E37_79B9_7F4A_7C15L) >>> 7 : event;
            tested.add(time, order, event);
            plain.add(time, order, event);
        }

        /** Looks before it takes, but not always: looking changes how the structures go on. */
        long take(Chance chance) {
            long time = plain.nextTime();
            if (chance.chance(0.05)) {
                tested = tested.fitting();
            }
            if (chance.chance(0.5)) {
                same(tested.nextTime(), time);
            }
            if (chance.chance(0.1)) {
                same(tested.first(), plain.first());
                same(tested.firstSequence(), plain.firstSequence());
            }
            if (chance.chance(0.1) && tested.takeBy(time - 1) != null) {
                throw new AssertionError("taken before " + time);
            }
            if (chance.chance(0.7)) {
                same(tested.takeBy(chance.chance(0.5) ? time : EventQueue.NEVER), plain.take());
                same(tested.takenAt, time);
            } else {
                same(tested.take(), plain.take());
            }
            same(tested.size(), plain.size());
            return time;
        }

        void removeIf(Predicate<Object> dropped) {
            tested.removeIf(dropped);
            plain.removeIf(dropped);
            same(tested.size(), plain.size());
        }

        int size() {
            return plain.size();
        }

        void takeAll() {
            while (plain.size() > 0) {
                same(tested.nextTime(), plain.nextTime());
                same(tested.take(), plain.take());
            }
            assertThat(tested.size()).isZero();
            assertThat(tested.nextTime()).isEqualTo(EventQueue.NEVER);
        }

        /** Without a description object for each of millions of comparisons. */
        private static void same(@Nullable Object actual, Object expected) {
            if (!expected.equals(actual)) {
                assertThat(actual).isEqualTo(expected);
            }
        }
    }
}
