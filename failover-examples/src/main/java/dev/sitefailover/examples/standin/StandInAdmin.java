package dev.sitefailover.examples.standin;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.examples.standin.http.HttpConversation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a stand-in site what to do, over its administration port. Every order is done when the method returns; each has
 * its bound, and failure is a {@link StandInException}. Safe for use by several threads.
 */
public final class StandInAdmin {
    /** How long a question may take that needs no work. */
    public static final Duration QUICK = Duration.ofSeconds(2);

    /** How long an order may take that waits for calls in progress or moves data between sites. */
    public static final Duration THOROUGH = Duration.ofSeconds(15);

    private final URI address;

    private StandInAdmin(URI address) {
        this.address = address;
    }

    /** The administration of the site at {@code http://host:port}. */
    public static StandInAdmin at(URI address) {
        return new StandInAdmin(address);
    }

    /** Where it is. */
    public URI address() {
        return address;
    }

    /** What the site says of itself. */
    public StandInStatus status() {
        return status(QUICK);
    }

    /** The same within that time. */
    public StandInStatus status(Duration timeout) {
        Map<String, @Nullable Object> status = ask("GET", "/status", Map.of(), timeout);
        List<String> faults = new ArrayList<>();
        for (Object fault : (List<?>) value(status, "faults")) {
            faults.add(String.valueOf(((Map<?, ?>) fault).get("fault")));
        }
        return new StandInStatus(
                value(status, "site").toString(),
                Position.valueOf(value(status, "position").toString()),
                instant(status.get("servingSince")),
                number(status, "promotion"),
                Boolean.TRUE.equals(status.get("outOfDate")),
                faults,
                StandInStatus.Link.valueOf(value(status, "link").toString()),
                number(status, "waiting"),
                instant(status.get("heardAt")),
                Boolean.TRUE.equals(status.get("inSync")),
                status.get("failing") instanceof String text ? text : null);
    }

    /** Opens it for business; its peer hands over and closes, or is out of date from now on. */
    public void promote() {
        ask("POST", "/promote", Map.of(), THOROUGH);
    }

    /** Closes it for business, once what it has accepted is done and replicated. */
    public void standBy() {
        ask("POST", "/stand-by", Map.of(), THOROUGH);
    }

    /** Makes it a copy of the site with that admin address. */
    public void resynchronise(URI from) {
        ask("POST", "/resynchronise", Map.of("from", from.toString()), THOROUGH);
    }

    /** Switches a fault on, written as JSON in a rundown's words: <code>{"fault":"slow","factor":3,"for":"PT10S"}</code>. */
    public void inflict(String fault) {
        ask("POST", "/faults", fault.getBytes(StandardCharsets.UTF_8), QUICK);
    }

    /** Lifts every fault. */
    public void lift() {
        ask("DELETE", "/faults", Map.of(), QUICK);
    }

    /** The participant's submissions at the site. */
    public StandInBooks books(String participant) {
        String id = URLEncoder.encode(participant, StandardCharsets.UTF_8);
        Map<String, @Nullable Object> books = ask("GET", "/books?participant=" + id, Map.of(), THOROUGH);
        List<StandInBooks.Range> ranges = new ArrayList<>();
        for (Object range : (List<?>) value(books, "applied")) {
            List<?> ends = (List<?>) range;
            ranges.add(new StandInBooks.Range((Long) ends.get(0), (Long) ends.get(1)));
        }
        return new StandInBooks(ranges, number(books, "twice"), number(books, "held"));
    }

    /** Tells it the admin address of the site it replicates to; it remembers, also over a restart. */
    public void peer(URI url) {
        ask("POST", "/peer", Map.of("url", url.toString()), QUICK);
    }

    /** Ends it in an orderly way: what it has accepted is done and replicated. */
    public void stop() {
        ask("POST", "/stop", Map.of(), THOROUGH);
    }

    private Map<String, @Nullable Object> ask(
            String method, String path, Map<String, ? extends @Nullable Object> body, Duration timeout) {
        return ask(method, path, body.isEmpty() ? new byte[0] : Json.bytes(body), timeout);
    }

    private Map<String, @Nullable Object> ask(String method, String path, byte[] body, Duration timeout) {
        String what = method + " " + address + path;
        HttpConversation.Answer answer;
        try {
            answer = HttpConversation.once(address, method, path, body, timeout);
        } catch (ConnectException e) {
            throw new StandInException(what + ": nothing listens there", e);
        } catch (SocketTimeoutException e) {
            throw new StandInException(what + ": no answer within " + timeout, e);
        } catch (IOException e) {
            throw new StandInException(what + ": " + e.getMessage(), e);
        }
        Map<String, @Nullable Object> object;
        try {
            object = answer.body().length == 0 ? new LinkedHashMap<>() : Json.object(answer.body());
        } catch (IllegalArgumentException e) {
            throw new StandInException(what + ": this is not a stand-in's administration (" + e.getMessage() + ")", e);
        }
        if (answer.status() / 100 != 2) {
            Object error = object.get("error");
            throw new StandInException(what + ": " + (error == null ? "status " + answer.status() : error));
        }
        return object;
    }

    private Object value(Map<String, @Nullable Object> object, String field) {
        Object value = object.get(field);
        if (value == null) {
            throw new StandInException(address + ": this is not a stand-in's administration (no " + field + ")");
        }
        return value;
    }

    private long number(Map<String, @Nullable Object> object, String field) {
        return value(object, field) instanceof Long number ? number : 0;
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        return value == null ? null : Instant.parse(value.toString());
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
