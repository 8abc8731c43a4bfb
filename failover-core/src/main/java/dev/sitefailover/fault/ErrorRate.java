package dev.sitefailover.fault;

/**
 * The site fails inside: a client gets an error reply at the usual speed, and nothing was applied.
 *
 * @param p probability per message, 0 to 1; in rundowns 1 when not given
 */
public record ErrorRate(double p) implements Fault {

    public ErrorRate {
        Bounds.probability("error-rate", "p", p);
    }

    @Override
    public String kind() {
        return "error-rate";
    }
}
