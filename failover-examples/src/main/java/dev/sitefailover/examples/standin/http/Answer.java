package dev.sitefailover.examples.standin.http;

import java.util.Map;

/** What comes back for a request. */
public sealed interface Answer {

    /** Nothing ever comes back; the connection stays until the other side closes it. */
    Answer SILENCE = new Silence();

    /** The connection is reset. */
    Answer RESET = new Reset();

    /** JSON with that status. */
    static Answer json(int status, byte[] body) {
        return new Full(status, body, Map.of());
    }

    /**
     * An answer.
     *
     * @param status its HTTP status
     * @param body JSON; may be empty
     * @param headers besides those every answer has
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, compared never
    record Full(int status, byte[] body, Map<String, String> headers) implements Answer {}

    /** See {@link #SILENCE}. */
    record Silence() implements Answer {}

    /** See {@link #RESET}. */
    record Reset() implements Answer {}
}
