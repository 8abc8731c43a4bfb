package dev.sitefailover.preflight;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** The report for programs; the form is told at {@link PreflightReport#toJson()}. */
final class PreflightJson {
    private static final JsonFactory JSON = new JsonFactory();

    private PreflightJson() {}

    static String of(PreflightReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("format", 1);
            json.writeStringField("at", report.at().toString());
            json.writeStringField("took", report.took().toString());
            json.writeStringField("level", report.level().name());
            json.writeArrayFieldStart("sites");
            for (Site site : report.sites()) {
                json.writeStartObject();
                json.writeStringField("id", site.id());
                json.writeStringField("address", PreflightText.shown(site));
                json.writeStringField("level", report.level(site.id()).name());
                json.writeArrayFieldStart("findings");
                for (Finding finding : report.of(site.id())) {
                    write(json, finding);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", name(finding.check()));
        json.writeStringField("level", finding.level().name());
        json.writeStringField("value", finding.value());
        json.writeStringField("advice", finding.advice());
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, Object> detail : finding.details().entrySet()) {
            if (detail.getValue() instanceof Long number) {
                json.writeNumberField(detail.getKey(), number);
            } else {
                json.writeStringField(detail.getKey(), detail.getValue().toString());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** {@code DNS_CACHE} is {@code dnsCache}. */
    private static String name(Check check) {
        StringBuilder name = new StringBuilder();
        for (String word : check.name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(
                    name.length() == 0 ? lower : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
        }
        return name.toString();
    }
}
