package dev.sitefailover.guard;

import java.time.Duration;

/**
 * How often and how soon a call is tried again.
 *
 * @param maxAttempts attempts in all, the first included; 1 or more, default 3
 * @param firstDelay before the second attempt; 1 ms or more, default 50 ms
 * @param multiplier each further delay is this many times the one before; 1 or more, default 2
 * @param maxDelay no delay is longer; default 5 s
 * @param jitter each delay is drawn evenly from this share around itself, 0 to 1; default 0.5 (half to one and a half)
 */
public record RetrySettings(int maxAttempts, Duration firstDelay, double multiplier, Duration maxDelay, double jitter) {

    public static final RetrySettings DEFAULT =
            new RetrySettings(3, Duration.ofMillis(50), 2, Duration.ofSeconds(5), 0.5);

    public RetrySettings {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be >= 1, was " + maxAttempts);
        }
        if (firstDelay.toMillis() < 1) {
            throw new IllegalArgumentException("firstDelay must be at least 1 ms, was " + firstDelay);
        }
        if (!(multiplier >= 1 && multiplier < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("multiplier must be finite and >= 1, was " + multiplier);
        }
        if (maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("maxDelay must be >= firstDelay " + firstDelay + ", was " + maxDelay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be in [0, 1], was " + jitter);
        }
    }

    public RetrySettings withMaxAttempts(int attempts) {
        return new RetrySettings(attempts, firstDelay, multiplier, maxDelay, jitter);
    }
}
