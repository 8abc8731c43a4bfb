package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Java really puts what one thread writes at every call: a line of the cache and more from both ends of the object. */
class SpacingTest {
    private static final long LINE = 64;

    /** By reflection: the compiler knows no way to be told that this is meant. */
    private static final String UNSAFE = "sun.misc.Unsafe";

    @ParameterizedTest
    @CsvSource({
        "dev.sitefailover.routing.Slot, word startedAt terms answers untimedAnswers, 1", // written seldom, what is
        // behind
        "dev.sitefailover.routing.DeadlineList, head tail size, 2",
        "dev.sitefailover.routing.Credit, counted, 2",
        "dev.sitefailover.routing.Pulse, answers lastAnswer recorded, 2",
    })
    void whatIsWrittenAtEveryCallIsFarFromBothEnds(String type, String written, int linesBehind) throws Exception {
        TreeMap<Long, String> layout = new TreeMap<>();
        for (Class<?> of = Class.forName(type); of != null; of = of.getSuperclass()) {
            for (Field field : of.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    layout.put(offset(field), field.getName());
                }
            }
        }
        List<String> fields = new ArrayList<>(List.of(written.split(" ")));
        layout.forEach((offset, field) -> {
            if (fields.remove(field)) {
                assertThat(offset).as(field + " in " + layout).isGreaterThanOrEqualTo(2 * LINE);
                assertThat(layout.lastKey() - offset)
                        .as(field + " in " + layout)
                        .isGreaterThanOrEqualTo(linesBehind * LINE);
            }
        });
        assertThat(fields).as("written, and not found in " + layout).isEmpty();
    }

    @Test
    void soAreTheBucketsOfGaps() throws Exception {
        Field gaps = Pulse.class.getDeclaredField("gaps");
        gaps.setAccessible(true);
        Pulse pulse = new Pulse();
        pulse.answered(1, 0, 0);
        pulse.answered(1, Long.MAX_VALUE, 0);
        int[] counts = (int[]) gaps.get(pulse);
        int[] used =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        assertThat(used).hasSize(2);
        assertThat((long) used[0] * Integer.BYTES).isGreaterThanOrEqualTo(2 * LINE);
        assertThat((long) (counts.length - 1 - used[1]) * Integer.BYTES).isGreaterThanOrEqualTo(2 * LINE);
    }

    private static long offset(Field of) {
        try {
            Class<?> type = Class.forName(UNSAFE);
            Field unsafe = type.getDeclaredField("theUnsafe");
            unsafe.setAccessible(true);
            return (long) type.getMethod("objectFieldOffset", Field.class).invoke(unsafe.get(null), of);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            // Java does without it from some version on; in those that this is built with it must work
            assumeTrue(Runtime.version().feature() <= 25, () -> "no way to ask this Java: " + e);
            throw new IllegalStateException(e);
        }
    }
}
