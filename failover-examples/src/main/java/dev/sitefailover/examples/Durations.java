package dev.sitefailover.examples;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as users give them, told in their words when they are none. */
final class Durations {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Durations() {}

    /** A step over the network: 1 ms to 10 min. */
    static final class Step implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                Duration duration = Duration.parse(value);
                if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // told below, in words
            }
            throw new TypeConversionException(
                    "'" + OneLine.of(value) + "' is no ISO-8601 duration from PT0.001S to PT10M, as PT5S is");
        }
    }
}
