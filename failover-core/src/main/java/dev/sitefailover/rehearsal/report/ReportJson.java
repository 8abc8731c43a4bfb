package dev.sitefailover.rehearsal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report in format 1: exactly these fields in this order, null where something did not happen. */
final class ReportJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Report report;
    private final Times times;

    ReportJson(Report report) {
        this.report = report;
        this.times = new Times(report.header().zone());
    }

    void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(layout());
            json.writeStartObject();
            json.writeNumberField("format", 1);
            json.writeStringField("title", report.header().title());
            json.writeNumberField("seed", report.header().seed());
            json.writeStringField("venue", report.header().venue());
            json.writeStringField("verdict", report.verdict().name());
            array(json, "participants", report.participants(), this::participant);
            array(json, "sessions", report.sessions(), this::session);
            array(json, "switchovers", report.switchovers(), this::switchover);
            requests(json, report.requests());
            duration(json, "rpo", report.rpo());
            array(json, "objectives", report.objectives(), this::objective);
            json.writeObjectFieldStart("trace");
            json.writeNumberField("events", report.trace().events());
            json.writeStringField("sha256", report.trace().sha256());
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Fixed line ends: the platform's would make the bytes depend on it. */
    private static DefaultPrettyPrinter layout() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }

    private void participant(JsonGenerator json, ParticipantResult participant) throws IOException {
        json.writeStringField("id", participant.id());
        json.writeStringField("verdict", participant.verdict().name());
        json.writeStringField("detail", participant.detail());
    }

    private void session(JsonGenerator json, SessionResult session) throws IOException {
        json.writeStringField("id", session.id());
        json.writeStringField("site", session.site());
        instant(json, "from", session.from());
        instant(json, "to", session.to());
        json.writeStringField("verdict", session.verdict().name());
        json.writeStringField("detail", session.detail());
        array(json, "steps", session.steps(), this::step);
    }

    private void step(JsonGenerator json, StepResult step) throws IOException {
        json.writeStringField("kind", step.kind());
        json.writeStringField("title", step.title());
        instant(json, "plannedAt", step.plannedAt());
        instant(json, "startedAt", step.startedAt());
        instant(json, "endedAt", step.endedAt());
        json.writeStringField("verdict", step.verdict().name());
        json.writeNumberField("passed", step.passed());
        json.writeNumberField("failed", step.failed());
        json.writeStringField("detail", step.detail());
        json.writeFieldName("evidence");
        value(json, step.evidence().entries());
    }

    private void switchover(JsonGenerator json, SwitchoverResult move) throws IOException {
        json.writeStringField("participant", move.participant());
        json.writeStringField("from", move.from());
        json.writeStringField("to", move.to());
        json.writeNumberField("epoch", move.epoch());
        json.writeStringField("cause", move.cause());
        instant(json, "lastGoodAt", move.lastGoodAt());
        instant(json, "lossDetectedAt", move.lossDetectedAt());
        instant(json, "targetServingAt", move.targetServingAt());
        instant(json, "decidedAt", move.decidedAt());
        instant(json, "activatedAt", move.activatedAt());
        instant(json, "firstSuccessAt", move.firstSuccessAt());
        duration(json, "rto", move.rto());
        duration(json, "organiserShare", move.organiserShare());
        duration(json, "clientShare", move.clientShare());
    }

    private static void requests(JsonGenerator json, RequestCounts requests) throws IOException {
        json.writeObjectFieldStart("requests");
        json.writeNumberField("sent", requests.sent());
        json.writeNumberField("succeeded", requests.succeeded());
        json.writeNumberField("failed", requests.failed());
        json.writeNumberField("inDoubt", requests.inDoubt());
        json.writeNumberField("reconciled", requests.reconciled());
        json.writeNumberField("lost", requests.lost());
        json.writeNumberField("duplicated", requests.duplicated());
        json.writeEndObject();
    }

    private void objective(JsonGenerator json, ObjectiveResult objective) throws IOException {
        json.writeStringField("name", objective.name());
        duration(json, "target", objective.target());
        duration(json, "actual", objective.actual());
        json.writeStringField("verdict", objective.verdict().name());
    }

    private <T> void array(JsonGenerator json, String name, List<T> items, Item<T> item) throws IOException {
        json.writeArrayFieldStart(name);
        for (T each : items) {
            json.writeStartObject();
            item.write(json, each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void instant(JsonGenerator json, String name, @Nullable Instant instant) throws IOException {
        json.writeFieldName(name);
        if (instant == null) {
            json.writeNull();
        } else {
            json.writeString(times.iso(instant));
        }
    }

    private static void duration(JsonGenerator json, String name, @Nullable Duration duration) throws IOException {
        json.writeFieldName(name);
        if (duration == null) {
            json.writeNull();
        } else {
            json.writeString(duration.toString());
        }
    }

    private void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant instant) {
            json.writeString(times.iso(instant));
        } else {
            json.writeString(value.toString());
        }
    }

    /** Writes the fields of one item. */
    @FunctionalInterface
    private interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }
}
