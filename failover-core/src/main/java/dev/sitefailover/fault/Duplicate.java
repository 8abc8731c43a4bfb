package dev.sitefailover.fault;

/**
 * A request arrives at the site twice. A client gets one reply; without an idempotency key the work is done twice.
 *
 * @param p probability per message, 0 to 1; in rundowns 1 when not given
 */
public record Duplicate(double p) implements Fault {

    public Duplicate {
        Bounds.probability("duplicate", "p", p);
    }

    @Override
    public String kind() {
        return "duplicate";
    }
}
