package dev.sitefailover.search.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.sitefailover.search.SeedRange;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** The report in format 1: exactly these fields in this order. */
final class SearchReportJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private SearchReportJson() {}

    static void write(SearchReport report, Writer out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(layout());
            json.writeStartObject();
            json.writeNumberField("format", 1);
            json.writeNumberField("seeds", report.runs());
            // Digits behind the third are noise.
            json.writeNumberField(
                    "runsPerSecond", BigDecimal.valueOf(report.runsPerSecond()).setScale(3, RoundingMode.HALF_UP));
            json.writeArrayFieldStart("violations");
            for (ReportedViolation violation : report.violations()) {
                json.writeStartObject();
                json.writeNumberField("seed", violation.seed());
                json.writeStringField("invariant", violation.invariant());
                json.writeNumberField("faults", violation.faults());
                json.writeStringField("scenario", violation.scenario());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("coverage");
            json.writeArrayFieldStart("seeds");
            for (SeedRange range : report.seeds()) {
                json.writeStartObject();
                json.writeNumberField("from", range.from());
                json.writeNumberField("to", range.to());
                json.writeEndObject();
            }
            json.writeEndArray();
            counts(json, "states", report.coverage().states());
            counts(json, "transitions", report.coverage().transitions());
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    /** Fixed line ends: the platform's would make the bytes depend on it. */
    private static DefaultPrettyPrinter layout() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }
}
