package dev.sitefailover.fault;

/**
 * Packets to the site vanish: a connection attempt gets no answer until the client's own connect timeout. Nothing was
 * sent.
 */
public record Blackhole() implements Fault {
    @Override
    public String kind() {
        return "blackhole";
    }
}
