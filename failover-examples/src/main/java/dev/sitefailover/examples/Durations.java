package dev.sitefailover.examples;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** How long something may go on: 1 ms to 30 days, also as {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}. */
    static final class Budget implements ITypeConverter<Duration> {
        private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
        private static final Duration LONGEST = Duration.ofDays(30);

        @Override
        public Duration convert(String value) {
            try {
                Matcher brief = SHORT.matcher(value);
                Duration duration = brief.matches()
                        ? Duration.of(Long.parseLong(brief.group(1)), unit(brief.group(2)))
                        : Duration.parse(value);
                if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // told below, in words
            }
            throw new TypeConversionException(
                    "'" + OneLine.of(value) + "' is no duration from 1ms to 30d, as 30s, 10m, 2h or PT1H30M are");
        }

        private static ChronoUnit unit(String letters) {
            return switch (letters) {
                case "ms" -> ChronoUnit.MILLIS;
                case "s" -> ChronoUnit.SECONDS;
                case "m" -> ChronoUnit.MINUTES;
                case "h" -> ChronoUnit.HOURS;
                default -> ChronoUnit.DAYS;
            };
        }
    }
}
