package dev.sitefailover.preflight;

/** What is looked at, in the order in which a connection is made. */
public enum Check {
    /** Whether the address is one that can be checked. */
    ADDRESS("address"),
    /** The addresses behind the host's name, and how long the answer took. */
    NAME("name"),
    /** How long this JVM keeps names: positive and negative answers. */
    DNS_CACHE("dns cache"),
    /** The time to a TCP connection, for each address. */
    CONNECT("connect"),
    /** The chain of certificates, who vouches for it and until when. */
    CERTIFICATE("certificate"),
    /** Which site answers, its position and its environment. */
    GREETING("greeting"),
    /** How far the site's clock is from ours. */
    CLOCK("clock"),
    /** The median time from a question to its answer. */
    ROUND_TRIP("round trip");

    private final String words;

    Check(String words) {
        this.words = words;
    }

    /** What people call it. */
    @Override
    public String toString() {
        return words;
    }
}
