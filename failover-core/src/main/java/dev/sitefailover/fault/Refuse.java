package dev.sitefailover.fault;

/**
 * The site's host answers, its port is closed: every connection is refused at once. A client knows within a round trip
 * that nothing was sent.
 */
public record Refuse() implements Fault {
    @Override
    public String kind() {
        return "refuse";
    }
}
