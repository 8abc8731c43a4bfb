package dev.sitefailover.search;

import java.io.Serializable;
import java.time.Duration;

/**
 * An invariant did not hold. Immutable, plain data.
 *
 * @param invariant its name
 * @param at when, since the start of the run
 * @param message what is wrong, in words
 */
public record Violation(String invariant, Duration at, String message) implements Serializable {
    @Override
    public String toString() {
        return invariant + " does not hold at " + at + ": " + message;
    }
}
