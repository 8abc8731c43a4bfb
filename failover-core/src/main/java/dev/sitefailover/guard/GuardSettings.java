package dev.sitefailover.guard;

import java.time.Duration;

/**
 * When a site's breaker opens and how it closes again. Counted in calls, not in time, so that a client with little
 * traffic trips as well.
 *
 * @param window how many of the latest calls are judged; 1 or more, default 20
 * @param minimumCalls fewer recorded calls than this are not judged; 1 to {@code window}, default 5
 * @param failurePercent the breaker opens when this share of the window failed; above 0 up to 100, default 50
 * @param failuresInARow the breaker opens after so many failures without a success between them, whatever the window
 *     holds and however long it took; 1 or more, default 5
 * @param openFor how long an open breaker refuses before it lets trial calls through; 1 ms or more, default 5 s
 * @param trials how many calls a half-open breaker admits, and how many must be recorded (or
 *     {@code minimumCalls}, if that is fewer) before they close or reopen it; 1 to 16, default 3
 * @param trialTimeout a trial call not ended within this time counts as failed, so that a lost one cannot keep the
 *     breaker half-open; 1 ms or more, default 30 s
 * @param recording when the breaker hears of successes; default {@link Recording#BEFORE_FAILURES}
 */
public record GuardSettings(
        int window,
        int minimumCalls,
        float failurePercent,
        int failuresInARow,
        Duration openFor,
        int trials,
        Duration trialTimeout,
        Recording recording) {

    /** When the breaker hears of successes. It opens at the same call either way. */
    public enum Recording {
        /** At once, each of them: one shared window is written by every call, and all threads wait for each other there. */
        EACH_CALL,
        /**
         * Once enough calls are recorded to be judged, blocking calls count successes where each thread has its own,
         * and the breaker takes them over before it records a failure: until then they could not have changed anything.
         */
        BEFORE_FAILURES
    }

    public static final GuardSettings DEFAULT = new GuardSettings(
            20, 5, 50, 5, Duration.ofSeconds(5), 3, Duration.ofSeconds(30), Recording.BEFORE_FAILURES);

    public GuardSettings {
        requireRange("window", window, 1, 100_000);
        requireRange("minimumCalls", minimumCalls, 1, window);
        requireRange("failuresInARow", failuresInARow, 1, Integer.MAX_VALUE);
        requireRange("trials", trials, 1, 16);
        if (!(failurePercent > 0 && failurePercent <= 100)) {
            throw new IllegalArgumentException("failurePercent must be above 0 and at most 100, was " + failurePercent);
        }
        requireMillis("openFor", openFor);
        requireMillis("trialTimeout", trialTimeout);
    }

    public GuardSettings withOpenFor(Duration duration) {
        return new GuardSettings(
                window, minimumCalls, failurePercent, failuresInARow, duration, trials, trialTimeout, recording);
    }

    public GuardSettings withFailuresInARow(int failures) {
        return new GuardSettings(
                window, minimumCalls, failurePercent, failures, openFor, trials, trialTimeout, recording);
    }

    public GuardSettings withTrials(int calls) {
        return new GuardSettings(
                window, minimumCalls, failurePercent, failuresInARow, openFor, calls, trialTimeout, recording);
    }

    public GuardSettings withTrialTimeout(Duration duration) {
        return new GuardSettings(
                window, minimumCalls, failurePercent, failuresInARow, openFor, trials, duration, recording);
    }

    public GuardSettings withWindow(int calls, int minimum, float percent) {
        return new GuardSettings(calls, minimum, percent, failuresInARow, openFor, trials, trialTimeout, recording);
    }

    public GuardSettings withRecording(Recording when) {
        return new GuardSettings(
                window, minimumCalls, failurePercent, failuresInARow, openFor, trials, trialTimeout, when);
    }

    private static void requireRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + " must be " + from + " to " + to + ", was " + value);
        }
    }

    private static void requireMillis(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms, was " + value);
        }
    }
}
