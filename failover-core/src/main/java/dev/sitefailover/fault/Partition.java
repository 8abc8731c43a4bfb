package dev.sitefailover.fault;

/**
 * The network is cut. Between client and site, lost requests or replies run into the client's deadline: without the
 * request nothing was applied, without the response it was, and the client cannot tell which. Between the sites, clients
 * see nothing until a move: replication stands still, and what it missed is lost.
 *
 * @param between what is cut off from the site; in rundowns {@code client} when not given
 * @param direction which messages are lost; in rundowns {@code both} when not given
 */
public record Partition(Between between, Direction direction) implements Fault {
    @Override
    public String kind() {
        return "partition";
    }
}
