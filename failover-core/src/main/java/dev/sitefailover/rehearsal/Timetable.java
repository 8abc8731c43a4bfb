package dev.sitefailover.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Maps the plan to the venue's time. While work goes on, plan time runs as fast as time itself; planned waitings are
 * divided by the pace, and plan time runs that much faster in them; while people are waited for it stands still. At pace
 * 1 and under virtual time plan and time are the same. Holds no clock of its own; used by one thread.
 */
final class Timetable {
    private final Supplier<Instant> clock;
    private final long pace;
    private Duration ahead = Duration.ZERO;
    private Instant racingSince = Instant.MIN;
    private Instant racingUntil = Instant.MIN;

    /** @param pace 1 or more */
    Timetable(Supplier<Instant> clock, long pace) {
        if (pace < 1) {
            throw new IllegalArgumentException("pace must be >= 1, was " + pace);
        }
        this.clock = clock;
        this.pace = pace;
    }

    /** A session begins: it is that time in the plan now. */
    void begin(Instant planned) {
        ahead = Duration.between(clock.get(), planned);
    }

    /** The present in the plan. */
    Instant planned() {
        return clock.get().plus(ahead);
    }

    /** The present in the plan as people watch it: in a planned waiting it runs. */
    Instant shown() {
        Instant now = clock.get();
        Duration raced = now.isBefore(racingUntil) ? Duration.between(racingSince, now) : Duration.ZERO;
        return now.plus(ahead).plus(raced.multipliedBy(pace - 1));
    }

    /** When to go on, having waited for that instant of the plan; now, when it has passed. */
    Instant due(Instant planned) {
        racingSince = clock.get();
        racingUntil = racingSince.plus(shortened(left(planned)));
        return racingUntil;
    }

    /** When the plan gets there by itself, without any more waiting that is shortened. */
    Instant latest(Instant planned) {
        return clock.get().plus(left(planned));
    }

    /** When the plan gets there, with so much of the time until then being a planned waiting. */
    Instant latest(Instant planned, Duration waiting) {
        Duration left = left(planned);
        Duration paced = waiting.compareTo(left) < 0 ? waiting : left;
        return clock.get().plus(left.minus(paced)).plus(shortened(paced));
    }

    /** How long a planned waiting really takes. */
    Duration shortened(Duration waiting) {
        return pace == 1 ? waiting : waiting.dividedBy(pace);
    }

    /** The waiting for that instant is over; nothing when it has passed. */
    void reached(Instant planned) {
        racingUntil = Instant.MIN;
        Duration left = left(planned);
        ahead = ahead.plus(left);
    }

    /** So much time was spent in a planned waiting. */
    void waited(Duration really) {
        racingUntil = Instant.MIN;
        ahead = ahead.plus(really.multipliedBy(pace - 1));
    }

    /** So much time was spent on people, who are no part of the plan. */
    void stoodStill(Duration really) {
        ahead = ahead.minus(really);
    }

    private Duration left(Instant planned) {
        Duration left = Duration.between(planned(), planned);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
