package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Java really puts what one thread writes at every call: a line of the cache and more from both ends of the object. */
class SpacingTest {
    private static final long LINE = 64;

    /** By reflection: the compiler knows no way to be told that this is meant. */
    private static final String UNSAFE = "sun.misc.Unsafe";

    @ParameterizedTest
    @CsvSource({
        "dev.sitefailover.routing.Slot, word startedAt terms answers untimedAnswers",
        "dev.sitefailover.routing.DeadlineList, head tail size",
        "dev.sitefailover.routing.Credit, counted",
        "dev.sitefailover.routing.Pulse, answers lastAnswer recorded",
    })
    void whatIsWrittenAtEveryCallIsFarFromBothEnds(String type, String written) throws Exception {
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
                        .isGreaterThanOrEqualTo(LINE);
            }
        });
        assertThat(fields).as("written, and not found in " + layout).isEmpty();
    }

    private static long offset(Field of) {
        try {
            Class<?> type = Class.forName(UNSAFE);
            Field unsafe = type.getDeclaredField("theUnsafe");
            unsafe.setAccessible(true);
            return (long) type.getMethod("objectFieldOffset", Field.class).invoke(unsafe.get(null), of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
