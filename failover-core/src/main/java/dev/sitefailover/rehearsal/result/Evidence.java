package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step can show for its verdict: names and values in the order they were added. Values are text, numbers,
 * booleans, {@link Instant}, {@link Duration}, and lists and maps of these. Immutable.
 *
 * @param entries name to value; an unmodifiable copy that keeps the order
 */
public record Evidence(Map<String, Object> entries) {
    private static final Evidence NONE = new Evidence(Map.of());

    public Evidence {
        entries = copy("evidence", entries);
    }

    /** Nothing to show. */
    public static Evidence none() {
        return NONE;
    }

    /** The first entry. */
    public static Evidence of(String name, Object value) {
        return NONE.and(name, value);
    }

    /** These entries and one more; an entry of the same name is replaced in its place. */
    public Evidence and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(entries);
        more.put(name, value);
        return new Evidence(more);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    private static Map<String, Object> copy(String path, Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((name, value) -> copy.put(String.valueOf(name), value(path + "." + name, value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(String path, Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Instant
                || value instanceof Duration) {
            return value;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        if (value instanceof Map<?, ?> map) {
            return copy(path, map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(value(path + "[" + copy.size() + "]", item)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException(
                path + " must be text, a finite number, a boolean, an instant, a duration, a list or a map, was "
                        + value.getClass().getName());
    }
}
