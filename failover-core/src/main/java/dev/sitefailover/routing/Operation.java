package dev.sitefailover.routing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call does to the organiser's books, and so what may be done when its outcome is unknown. Make one constant per
 * business operation. Immutable.
 *
 * @param name for events, status and the in-doubt register; not blank
 * @param kind whether it may be sent twice
 * @param timeout its own deadline from the start of the call, retries included; null: the client's call timeout
 */
public record Operation(String name, Kind kind, @Nullable Duration timeout) {

    /** Whether an operation may be sent twice. */
    public enum Kind {
        /** Changes nothing: may be sent again at will. */
        READ_ONLY,
        /** Sending it twice is the same as once (the site recognises it): may be sent again. */
        IDEMPOTENT,
        /** Must not be sent again while its outcome is unknown; needs a key to reconcile by. */
        ONCE
    }

    public Operation {
        if (name.isBlank()) {
            throw new IllegalArgumentException("operation name must not be blank");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout of operation " + name + " must be > 0, was " + timeout);
        }
    }

    public static Operation readOnly(String name) {
        return new Operation(name, Kind.READ_ONLY, null);
    }

    public static Operation idempotent(String name) {
        return new Operation(name, Kind.IDEMPOTENT, null);
    }

    public static Operation once(String name) {
        return new Operation(name, Kind.ONCE, null);
    }

    /** This operation with its own deadline. */
    public Operation within(Duration timeout) {
        return new Operation(name, kind, timeout);
    }

    /** True when it may be sent again although the first outcome is unknown. */
    public boolean mayRepeat() {
        return kind != Kind.ONCE;
    }
}
