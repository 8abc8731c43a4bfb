package dev.sitefailover.fault;

/**
 * A reply's content is damaged: it arrives as a success whose digest does not match.
 *
 * @param p probability per message, 0 to 1; in rundowns 1 when not given
 */
public record Corrupt(double p) implements Fault {

    public Corrupt {
        Bounds.probability("corrupt", "p", p);
    }

    @Override
    public String kind() {
        return "corrupt";
    }
}
