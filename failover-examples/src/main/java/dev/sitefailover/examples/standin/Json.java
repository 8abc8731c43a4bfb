package dev.sitefailover.examples.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The administration's JSON: objects as maps, arrays as lists, and text, whole numbers, booleans and nulls in them. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 20;

    private Json() {}

    /**
     * The object in those bytes.
     *
     * @throws IllegalArgumentException when it is none, with one line that says why
     */
    static Map<String, @Nullable Object> object(byte[] body) {
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the body must be a JSON object");
            }
            Map<String, @Nullable Object> object = object(json, 0);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("the body must be one JSON object and nothing else");
            }
            return object;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    "the body is not JSON: " + message.lines().findFirst().orElse(""), e);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser json, int depth) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            object.put(name, value(json, depth + 1));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser json, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the body is nested more than " + DEEPEST + " deep");
        }
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> object(json, depth);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json, depth + 1));
                }
                yield list;
            }
            default -> null;
        };
    }

    /** The JSON of a map, UTF-8, with a line's end so that a terminal shows it well. */
    static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, object);
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }
}
