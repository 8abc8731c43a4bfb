package dev.sitefailover.control;

import dev.sitefailover.site.Epoch;

/**
 * How a declared move ended. Immutable.
 *
 * @param detail why, for people
 * @param epoch the epoch in force at that moment
 */
public record SwitchOutcome(Kind kind, Epoch epoch, String detail) {

    /** Whether calls now go where the request wanted them. */
    public boolean isThere() {
        return kind == Kind.SWITCHED || kind == Kind.ALREADY_THERE;
    }

    /** The ways a request can end. */
    public enum Kind {
        /** Calls go to the wanted site. */
        SWITCHED,
        /** Calls went to the wanted site already. */
        ALREADY_THERE,
        /** The wanted site was not reached. */
        FAILED,
        /** A newer request replaced this one. */
        SUPERSEDED,
        /** The request could not be taken: unknown site, or the engine is closed. */
        REFUSED
    }
}
