package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of dates and times in the rundown's zone. A local time that the zone skips is wrong; one that it has twice is
 * the earlier.
 */
final class LocalTimes {
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern TIME = Pattern.compile("([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?");
    /** So that the nanoseconds between any two dates fit into a long. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 2200;
    private static final String TIMES = "00:00 to 23:59";

    static final Type<LocalDate> DATE_TYPE =
            new Type<>("allowed is a date such as 2024-03-23, in 1970 to 2200", scalar -> date(scalar.text()));

    static final Type<LocalTime> TIME_TYPE =
            new Type<>("allowed is HH:MM or HH:MM:SS, 00:00 to 23:59:59", scalar -> time(scalar.text(), true));

    static final Type<Window> WINDOW =
            new Type<>("allowed is \"HH:MM-HH:MM\", " + TIMES + ", the end after the start on the same day", scalar -> {
                String[] parts = scalar.text().split("-", -1);
                if (parts.length != 2) {
                    throw new Wrong(Shown.quoted(scalar.text()) + " is not a window");
                }
                Window window = new Window(time(parts[0], false), time(parts[1], false));
                if (!window.to().isAfter(window.from())) {
                    throw new Wrong("window " + Shown.quoted(scalar.text()) + " does not end after its start");
                }
                return window;
            });

    private final ZoneId zone;

    LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** Start and end as written. */
    record Window(LocalTime from, LocalTime to) {}

    /** The last instant in time: of a date, its last nanosecond. */
    Type<ZonedDateTime> deadline() {
        return moment(date -> start(date.plusDays(1)).minusNanos(1));
    }

    /** The instant of a registration: of a date, its start. */
    Type<Instant> registered() {
        Type<ZonedDateTime> moment = moment(this::start);
        return new Type<>(
                moment.allowed(), scalar -> moment.parser().parse(scalar).toInstant());
    }

    /** The moment at which clocks in the zone show this. */
    ZonedDateTime resolve(LocalDateTime local) throws Wrong {
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            throw new Wrong("the time " + local + " does not exist in " + zone + ", where clocks skip it");
        }
        // Without a preferred offset: the earlier of two.
        return ZonedDateTime.ofLocal(local, zone, null);
    }

    private interface OfDate {
        ZonedDateTime of(LocalDate date);
    }

    private Type<ZonedDateTime> moment(OfDate ofDate) {
        return new Type<>(
                "allowed is a date such as 2024-03-20 or a date-time such as 2024-03-20T17:00, without offset, in 1970 to 2200",
                scalar -> {
                    String text = scalar.text();
                    int t = text.indexOf('T');
                    if (t >= 0) {
                        return resolve(LocalDateTime.of(date(text.substring(0, t)), time(text.substring(t + 1), true)));
                    }
                    LocalDate date = date(text);
                    if (!start(date).toLocalDate().equals(date)) {
                        throw new Wrong("the day " + date + " does not exist in " + zone + ", where clocks skip it");
                    }
                    return ofDate.of(date);
                });
    }

    private ZonedDateTime start(LocalDate date) {
        return date.atStartOfDay(zone);
    }

    private static LocalDate date(String text) throws Wrong {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new Wrong(Shown.quoted(text) + " is not a date");
        }
        int year = Integer.parseInt(date.group(1));
        try {
            LocalDate value = LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                throw new Wrong(text + " is too far away");
            }
            return value;
        } catch (DateTimeException e) {
            throw new Wrong("there is no day " + text);
        }
    }

    private static LocalTime time(String text, boolean seconds) throws Wrong {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || (time.group(3) != null && !seconds)) {
            throw new Wrong(Shown.quoted(text) + " is not a time" + (seconds ? "" : " of the form HH:MM"));
        }
        try {
            int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
            return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)), second);
        } catch (DateTimeException e) {
            throw new Wrong("there is no time " + text);
        }
    }
}
