package dev.sitefailover.rehearsal.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants and durations as text: ISO-8601 for machines, short forms for people. All in the rundown's zone. */
record Times(ZoneId zone) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter MILLI = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter ISO_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ISO_DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ENGLISH);

    /** Beyond this nobody reads days any more, and milliseconds would overflow. */
    private static final Duration LONGEST = Duration.ofDays(100_000);

    /** The placeholder for what did not happen. */
    static final String NONE = "\u2013";

    /**
     * With seconds always, a fraction of 3, 6 or 9 digits only when it is not zero, and the offset as figures: UTC is
     * {@code +00:00}, so that every reader of ISO-8601 copes.
     */
    String iso(Instant instant) {
        OffsetDateTime at = at(instant);
        return localIso(at.toLocalDateTime()) + offset(at.getOffset());
    }

    /** As {@link #iso}, without the offset: what JUnit's schema allows. */
    String isoLocal(Instant instant) {
        return ISO_SECOND.format(at(instant));
    }

    private static String localIso(LocalDateTime at) {
        String text = ISO_SECOND.format(at);
        int nano = (int) (at.toLocalTime().toNanoOfDay() % 1_000_000_000L);
        if (nano == 0) {
            return text;
        }
        String digits = String.format(Locale.ROOT, "%09d", nano);
        int length = nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
        return text + "." + digits.substring(0, length);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    String date(Instant instant) {
        return DATE.format(at(instant));
    }

    String isoDate(Instant instant) {
        return ISO_DATE.format(at(instant));
    }

    String day(Instant instant) {
        return DAY.format(at(instant));
    }

    String minute(Instant instant) {
        return MINUTE.format(at(instant));
    }

    /** A window as "12:00-13:00"; the seconds only when there are any. */
    String window(Instant from, Instant to, String dash) {
        return shortest(from) + dash + shortest(to);
    }

    String shortest(Instant instant) {
        return at(instant).getSecond() == 0 ? minute(instant) : second(instant);
    }

    String second(@Nullable Instant instant) {
        return instant == null ? NONE : SECOND.format(at(instant));
    }

    String milli(@Nullable Instant instant) {
        return instant == null ? NONE : MILLI.format(at(instant));
    }

    /** "UTC+08:00" at that instant. */
    String offsetAt(Instant instant) {
        return "UTC" + offset(at(instant).getOffset());
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    /** For people: "20 min 0.120 s", "1 h 50 min"; rounded to the millisecond, with all three decimals or none. */
    static String human(@Nullable Duration duration) {
        return human(duration, false);
    }

    /** For an axis: as {@link #human(Duration)}, without closing zeros. */
    static String tick(double seconds) {
        return human(Duration.ofMillis(Math.round(seconds * 1000)), true);
    }

    private static String human(@Nullable Duration duration, boolean trimmed) {
        if (duration == null) {
            return NONE;
        }
        if (duration.isNegative()) {
            return "\u2212" + human(duration.negated(), trimmed);
        }
        if (duration.compareTo(LONGEST) > 0) {
            return duration.toString();
        }
        long millis = duration.plusNanos(500_000).toMillis();
        long days = millis / 86_400_000;
        long hours = millis / 3_600_000 % 24;
        long minutes = millis / 60_000 % 60;
        StringBuilder text = new StringBuilder();
        part(text, days, "d");
        part(text, hours, "h");
        part(text, minutes, "min");
        long rest = millis % 60_000;
        if (rest != 0 || text.length() == 0) {
            text.append(text.length() == 0 ? "" : " ")
                    .append(seconds(rest, trimmed))
                    .append(" s");
        }
        return text.toString();
    }

    private static void part(StringBuilder text, long value, String unit) {
        if (value != 0) {
            text.append(text.length() == 0 ? "" : " ").append(value).append(' ').append(unit);
        }
    }

    private static String seconds(long millis, boolean trimmed) {
        if (millis % 1000 == 0) {
            return Long.toString(millis / 1000);
        }
        String fraction = String.format(Locale.ROOT, "%03d", millis % 1000);
        int end = fraction.length();
        while (trimmed && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return millis / 1000 + "." + fraction.substring(0, end);
    }

    /** Seconds with three decimals, as JUnit wants them. */
    static String seconds(@Nullable Duration duration) {
        if (duration == null) {
            return "0.000";
        }
        long millis = duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis();
        return millis / 1000 + "." + String.format(Locale.ROOT, "%03d", millis % 1000);
    }

    /** 3,612,345. */
    static String count(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }
}
