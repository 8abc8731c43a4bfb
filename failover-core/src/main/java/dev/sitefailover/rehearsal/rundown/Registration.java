package dev.sitefailover.rehearsal.rundown;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * How participants register. Immutable.
 *
 * @param by the last instant that is in time; a date in the file means the last nanosecond of that day; empty: no limit
 * @param through where to register
 */
public record Registration(Optional<ZonedDateTime> by, Optional<String> through) {

    /** No limit, no place. */
    public static final Registration OPEN = new Registration(Optional.empty(), Optional.empty());
}
