package dev.sitefailover.clearing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one message, read once and then asked for by name and type. */
final class ClearingFields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ClearingFields() {}

    static ClearingFields read(byte[] body) {
        ClearingFields fields = new ClearingFields();
        try (JsonParser json = ClearingCodec.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a message must be a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                fields.readValue(name, json);
            }
        } catch (IOException notJson) {
            throw new IllegalArgumentException("a message must be well-formed JSON: " + notJson.getMessage(), notJson);
        }
        return fields;
    }

    private void readValue(String name, JsonParser json) throws IOException {
        switch (json.nextToken()) {
            case VALUE_STRING -> values.put(name, json.getText());
            case VALUE_NUMBER_INT -> values.put(name, json.getLongValue());
            case VALUE_TRUE -> values.put(name, true);
            case VALUE_FALSE -> values.put(name, false);
            case START_ARRAY -> values.put(name, readLines(name, json));
            default -> json.skipChildren();
        }
    }

    private static List<String> readLines(String name, JsonParser json) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("field " + name + " must hold text only, found " + token);
            }
            lines.add(json.getText());
        }
        return List.copyOf(lines);
    }

    /** Whether a field that may be missing is there. */
    boolean optional(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return value(name, String.class);
    }

    long number(String name) {
        return value(name, Long.class);
    }

    boolean flag(String name) {
        return value(name, Boolean.class);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException notAnInstant) {
            throw new IllegalArgumentException("field " + name + " must be an ISO-8601 instant", notAnInstant);
        }
    }

    @SuppressWarnings("unchecked")
    List<String> lines(String name) {
        return value(name, List.class);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw unknown(name);
    }

    IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("field " + name + " has an unknown value: " + values.get(name));
    }

    private <T> T value(String name, Class<T> type) {
        @Nullable Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "field " + name + " must be a " + type.getSimpleName() + ", was " + value);
        }
        return type.cast(value);
    }
}
