package dev.sitefailover.examples.bench.measure;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of several benches as JSON. Complete after every bench, so that a run that is cut off leaves what it has found. */
public final class FigureFile {
    private final @Nullable Path path;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Boolean> goals = new LinkedHashMap<>();

    /** Without a path nothing is written. */
    public FigureFile(@Nullable Path path) {
        this.path = path;
    }

    public void add(Figure figure) {
        figures.add(figure);
    }

    /** A bench is over: whether its goals were met. Writes the file. */
    public void judged(String bench, boolean met) throws IOException {
        goals.put(bench, met);
        Path file = path;
        if (file == null) {
            return;
        }
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(file.toFile(), JsonEncoding.UTF8)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("format", 1);
            json.writeStringField("machine", Machine.description());
            json.writeObjectFieldStart("goalsMet");
            for (Map.Entry<String, Boolean> goal : goals.entrySet()) {
                json.writeBooleanField(goal.getKey(), goal.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("figures");
            for (Figure figure : figures) {
                write(json, figure);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("bench", figure.bench());
        json.writeStringField("subject", figure.subject());
        json.writeStringField("setting", figure.setting());
        json.writeStringField("what", figure.what());
        json.writeStringField("unit", figure.unit());
        number(json, "median", figure.median());
        number(json, "least", figure.least());
        number(json, "most", figure.most());
        json.writeEndObject();
    }

    /** What is no number, such as the time of a success that never came, is null. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
