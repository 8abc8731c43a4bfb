package dev.sitefailover.fault;

/**
 * The site accepts connections and requests and never answers: a client sees nothing until its own deadline, and the call
 * is in doubt.
 *
 * @param afterRequests how many requests are still answered, 0 or more; in rundowns 0 when not given
 */
public record Hang(int afterRequests) implements Fault {

    public Hang {
        if (afterRequests < 0) {
            throw new IllegalArgumentException("hang.afterRequests must be >= 0, was " + afterRequests);
        }
    }

    @Override
    public String kind() {
        return "hang";
    }
}
