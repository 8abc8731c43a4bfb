package dev.sitefailover.examples.standin.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param method as sent
 * @param path without the query, not decoded
 * @param query without the question mark; empty when there is none
 * @param headers by lower-case name
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
public record Question(String method, String path, String query, Map<String, String> headers, byte[] body) {

    static Question of(HttpMessage message) throws HttpMessage.Malformed {
        String[] start = message.start().split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.") || !start[1].startsWith("/")) {
            throw new HttpMessage.Malformed(400, "the first line is no HTTP/1.1 request");
        }
        int mark = start[1].indexOf('?');
        String path = mark < 0 ? start[1] : start[1].substring(0, mark);
        String query = mark < 0 ? "" : start[1].substring(mark + 1);
        return new Question(start[0], path, query, message.headers(), message.body());
    }

    /** A header's value; null when it was not sent. */
    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}
