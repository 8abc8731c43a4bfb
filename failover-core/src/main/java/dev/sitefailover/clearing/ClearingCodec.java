package dev.sitefailover.clearing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON form of the business, for sites that are reached over a wire: one object per message, whose {@code type} says
 * what it is. Unknown fields are skipped, missing ones are errors, except a greeting's environment and time, which need not be told.
 */
public final class ClearingCodec {
    static final JsonFactory JSON = new JsonFactory();

    private ClearingCodec() {}

    /** The JSON of a request, UTF-8. */
    public static byte[] encode(ClearingRequest request) {
        return write(json -> {
            json.writeStringField("type", request.operation());
            json.writeStringField("participant", request.participant());
            if (request instanceof Enquiry enquiry) {
                json.writeNumberField("records", enquiry.records());
            } else if (request instanceof ReportDownload download) {
                json.writeStringField("report", download.report());
            } else if (request instanceof Submission submission) {
                json.writeNumberField("number", submission.number());
            } else if (request instanceof FindSubmission find) {
                json.writeNumberField("number", find.number());
                json.writeStringField("sentAt", find.sentAt().toString());
            }
        });
    }

    /** The JSON of a reply, UTF-8. */
    public static byte[] encode(ClearingReply reply) {
        return write(json -> writeReply(json, reply));
    }

    private static void writeReply(JsonGenerator json, ClearingReply reply) throws IOException {
        if (reply instanceof Pong pong) {
            json.writeStringField("type", "pong");
            json.writeStringField("site", pong.siteId());
            json.writeStringField("position", pong.position().name());
        } else if (reply instanceof Greeted greeted) {
            json.writeStringField("type", "greeted");
            json.writeStringField("site", greeted.siteId());
            json.writeStringField("position", greeted.position().name());
            if (greeted.environment() != null) {
                json.writeStringField("environment", greeted.environment());
            }
            if (greeted.time() != null) {
                json.writeStringField("time", greeted.time().toString());
            }
        } else if (reply instanceof Records records) {
            json.writeStringField("type", "records");
            json.writeNumberField("check", records.check());
            json.writeArrayFieldStart("lines");
            for (String line : records.lines()) {
                json.writeString(line);
            }
            json.writeEndArray();
        } else if (reply instanceof Report report) {
            json.writeStringField("type", "report");
            json.writeStringField("name", report.name());
            json.writeStringField("content", report.content());
            json.writeStringField("sha256", report.sha256());
        } else if (reply instanceof Acknowledgement acknowledgement) {
            json.writeStringField("type", "acknowledgement");
            json.writeNumberField("number", acknowledgement.number());
            json.writeBooleanField("repeated", acknowledgement.repeated());
        } else if (reply instanceof FoundSubmission found) {
            json.writeStringField("type", "found");
            json.writeNumberField("number", found.number());
            json.writeStringField("disposition", found.disposition().name());
        } else if (reply instanceof Purged purged) {
            json.writeStringField("type", "purged");
            json.writeNumberField("count", purged.count());
        } else if (reply instanceof Refusal refusal) {
            json.writeStringField("type", "refusal");
            json.writeStringField("status", refusal.status().name());
            json.writeStringField("reason", refusal.reason());
        }
    }

    /**
     * The request in those bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    public static ClearingRequest decodeRequest(byte[] body) {
        ClearingFields fields = ClearingFields.read(body);
        String participant = fields.text("participant");
        return switch (fields.text("type")) {
            case ProbePing.OPERATION -> new ProbePing(participant);
            case Greeting.OPERATION -> new Greeting(participant);
            case Enquiry.OPERATION -> new Enquiry(participant, Math.toIntExact(fields.number("records")));
            case ReportDownload.OPERATION -> new ReportDownload(participant, fields.text("report"));
            case Submission.OPERATION -> new Submission(participant, fields.number("number"));
            case FindSubmission.OPERATION ->
                new FindSubmission(participant, fields.number("number"), fields.instant("sentAt"));
            case Purge.OPERATION -> new Purge(participant);
            default -> throw fields.unknown("type");
        };
    }

    /**
     * The reply in those bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    public static ClearingReply decodeReply(byte[] body) {
        ClearingFields fields = ClearingFields.read(body);
        return switch (fields.text("type")) {
            case "pong" -> new Pong(fields.text("site"), fields.constant("position", Position.class));
            case "greeted" ->
                new Greeted(
                        fields.text("site"),
                        fields.constant("position", Position.class),
                        fields.optional("environment") ? fields.text("environment") : null,
                        fields.optional("time") ? fields.instant("time") : null);
            case "records" -> new Records(fields.lines("lines"), fields.number("check"));
            case "report" -> new Report(fields.text("name"), fields.text("content"), fields.text("sha256"));
            case "acknowledgement" -> new Acknowledgement(fields.number("number"), fields.flag("repeated"));
            case "found" ->
                new FoundSubmission(fields.number("number"), fields.constant("disposition", Disposition.class));
            case "purged" -> new Purged(fields.number("count"));
            case "refusal" -> new Refusal(fields.constant("status", ClearingReply.Status.class), fields.text("reason"));
            default -> throw fields.unknown("type");
        };
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
