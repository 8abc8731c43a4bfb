package dev.sitefailover.search;

import java.time.Duration;

/**
 * A time that is drawn, to the millisecond; short ones as likely as long ones (each doubling has the same likelihood).
 * Immutable.
 *
 * @param shortest PT0S or longer
 * @param longest {@code shortest} or longer
 */
public record Span(Duration shortest, Duration longest) {

    public Span {
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "a span must be PT0S <= shortest <= longest, was " + shortest + " to " + longest);
        }
    }

    public static Span of(Duration shortest, Duration longest) {
        return new Span(shortest, longest);
    }

    /** From text, as in {@code Span.of("PT1S", "PT1M")}. */
    public static Span of(String shortest, String longest) {
        return new Span(Duration.parse(shortest), Duration.parse(longest));
    }
}
