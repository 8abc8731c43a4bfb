package dev.sitefailover.rehearsal.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one object that was read. A field that is missing or of another kind is an {@link IllegalArgumentException}. */
record Fields(Map<?, ?> map) {

    static Fields of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new IllegalArgumentException("an object was expected");
    }

    String text(String name) {
        return as(name, String.class);
    }

    @Nullable
    String textOrNull(String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    long number(String name) {
        return as(name, Long.class);
    }

    int count(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        return as(name, Boolean.class);
    }

    Instant instant(String name) {
        return as(name, Instant.class);
    }

    @Nullable
    Instant instantOrNull(String name) {
        return map.get(name) instanceof Instant instant ? instant : null;
    }

    Duration duration(String name) {
        return as(name, Duration.class);
    }

    @Nullable
    Duration durationOrNull(String name) {
        return map.get(name) instanceof Duration duration ? duration : null;
    }

    Fields object(String name) {
        return of(map.get(name));
    }

    Map<String, Object> values(String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : of(map.get(name)).map.entrySet()) {
            values.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return values;
    }

    <T> List<T> list(String name, Function<Fields, T> each) {
        List<T> list = new ArrayList<>();
        rows(name).forEach(item -> list.add(each.apply(of(item))));
        return list;
    }

    List<?> rows(String name) {
        return as(name, List.class);
    }

    private <T> T as(String name, Class<T> type) {
        Object value = map.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is missing or wrong");
        }
        return type.cast(value);
    }
}
