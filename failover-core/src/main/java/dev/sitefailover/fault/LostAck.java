package dev.sitefailover.fault;

/**
 * A request is applied and its reply lost: a client's call runs into its deadline and is in doubt, although the work is
 * done.
 *
 * @param p probability per message, 0 to 1; in rundowns 1 when not given
 */
public record LostAck(double p) implements Fault {

    public LostAck {
        Bounds.probability("lost-ack", "p", p);
    }

    @Override
    public String kind() {
        return "lost-ack";
    }
}
