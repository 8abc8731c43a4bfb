package dev.sitefailover.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of a trace, for reading.
 *
 * @param number from 0, without gaps
 * @param nanos virtual time
 * @param text null when the event carries numbers only
 */
public record TraceRecord(long number, long nanos, String type, int actor, long a, long b, @Nullable String text) {

    /** One line: number, time, actor, type, payload. */
    @Override
    public String toString() {
        String line = "#" + number + " " + Duration.ofNanos(nanos) + " actor " + actor + " " + type + " " + a + " " + b;
        return text == null ? line : line + " \"" + text + "\"";
    }
}
