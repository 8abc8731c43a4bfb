package dev.sitefailover.simulation;

/**
 * A kind of domain event, told apart from others by its name alone; make it a constant.
 *
 * @param name not blank, e.g. {@code submission-applied}
 * @param explains whether these events explain a run to a reader (a promotion, a fault, a switchover's stage) and are
 *     shown to the trace's observer; the others only count and are hashed
 */
public record TraceType(String name, boolean explains) {

    public TraceType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a trace type must not be blank");
        }
    }

    /** Counted and hashed. */
    public static TraceType of(String name) {
        return new TraceType(name, false);
    }

    /** Counted, hashed and shown. */
    public static TraceType explaining(String name) {
        return new TraceType(name, true);
    }

    @Override
    public String toString() {
        return name;
    }
}
