package dev.sitefailover.examples.standin;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.fault.Passage;
import dev.sitefailover.examples.standin.http.Answer;
import dev.sitefailover.examples.standin.http.Question;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The business port's HTTP form: {@code POST /<operation>} with the request's JSON. */
final class Counter {
    /** Far beyond any clearing message. */
    static final int LONGEST_BODY = 64 * 1024;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final Business business;
    private final Faults faults;
    private final Standing standing;
    private final Clock clock;

    Counter(Business business, Faults faults, Standing standing, Clock clock) {
        this.business = business;
        this.faults = faults;
        this.standing = standing;
        this.clock = clock;
    }

    Answer answer(Question question) {
        String operation = question.path().substring(1);
        if (!ClearingRequest.OPERATIONS.contains(operation)) {
            return error(
                    404,
                    "unknown operation " + clean(operation) + "; operations are "
                            + String.join(", ", ClearingRequest.OPERATIONS));
        }
        if (!question.method().equals("POST")) {
            return error(405, "requests are POSTed");
        }
        Passage.Result result;
        try {
            result = pass(operation, question.body());
        } catch (IllegalArgumentException e) {
            return error(400, clean(String.valueOf(e.getMessage())));
        }
        if (result.end() instanceof Passage.End.Silence) {
            return Answer.SILENCE;
        } else if (result.end() instanceof Passage.End.Broken) {
            return Answer.RESET;
        } else if (result.end() instanceof Passage.End.Instead instead) {
            return full(instead.reply() == Passage.NO_PLACE ? 429 : status(instead.reply()), instead.reply());
        }
        ClearingReply reply = result.answer();
        return reply == null ? Answer.SILENCE : full(status(reply), reply);
    }

    /**
     * Takes a request through the faults and the business.
     *
     * @throws IllegalArgumentException when it is none, with one line that says why
     */
    Passage.Result pass(String operation, byte[] body) {
        ClearingRequest request;
        try {
            request = ClearingCodec.decodeRequest(body);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(first, e);
        }
        if (!request.operation().equals(operation)) {
            throw new IllegalArgumentException("the body is a " + request.operation() + ", sent to " + operation);
        }
        return Passage.of(faults, request, standing::sinceNanos, business::process);
    }

    static byte[] text(String text) {
        return Json.bytes(Map.of("error", clean(text)));
    }

    static int status(ClearingReply reply) {
        return switch (reply.status()) {
            case OK -> 200;
            case BUSINESS_ERROR -> 400;
            case CLOSED -> 503;
            case FAILED -> 500;
        };
    }

    private Answer full(int status, ClearingReply reply) {
        return new Answer.Full(status, reply.body(), headers());
    }

    private Map<String, String> headers() {
        return Map.of("Date", DATE.format(clock.instant().plus(faults.skew()).atOffset(ZoneOffset.UTC)));
    }

    static Answer error(int status, String text) {
        return Answer.json(status, Json.bytes(Map.of("error", text)));
    }

    /** Nothing that would break a line. */
    static String clean(String text) {
        String brief = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return new String(brief.replaceAll("\\p{Cntrl}", "?").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
