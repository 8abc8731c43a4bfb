package dev.sitefailover.search;

import java.time.Duration;

/**
 * How far a search is. Immutable.
 *
 * @param runs scenarios run so far
 * @param wanted scenarios to run
 * @param elapsed real time so far
 * @param violations seeds that broke an invariant so far
 * @param states states of the controller reached so far
 * @param transitions transitions made so far
 */
public record SearchProgress(long runs, long wanted, Duration elapsed, long violations, int states, int transitions) {

    /** 0 when no time has passed. */
    public double runsPerSecond() {
        return elapsed.isZero() ? 0 : runs * 1e9 / elapsed.toNanos();
    }
}
