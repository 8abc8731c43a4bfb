package dev.sitefailover.policy;

import java.time.Duration;

/**
 * Limits on elective moves, so that a flapping site does not drag everybody to and fro. Forced and declared moves are
 * never damped, but count in the window. Immutable.
 *
 * @param minimumStay no elective move sooner than this after a move; default 30 s
 * @param moves no elective move when there were so many moves within the window; default 3
 * @param window default 10 min
 */
public record Damping(Duration minimumStay, int moves, Duration window) {
    private static final Damping DEFAULTS = new Damping(Duration.ofSeconds(30), 3, Duration.ofMinutes(10));

    public Damping {
        if (minimumStay.isNegative()) {
            throw new IllegalArgumentException("damping minimumStay must be >= 0, was " + minimumStay);
        }
        if (moves < 1) {
            throw new IllegalArgumentException("damping moves must be >= 1, was " + moves);
        }
        if (window.isNegative()) {
            throw new IllegalArgumentException("damping window must be >= 0, was " + window);
        }
    }

    public static Damping defaults() {
        return DEFAULTS;
    }

    public Damping withMinimumStay(Duration newMinimumStay) {
        return new Damping(newMinimumStay, moves, window);
    }

    /** At most {@code newMoves} moves per {@code newWindow}. */
    public Damping withMoves(int newMoves, Duration newWindow) {
        return new Damping(minimumStay, newMoves, newWindow);
    }
}
