package dev.sitefailover.examples.bench;

import java.io.IOException;

/** Another library's proxy, found by {@link java.util.ServiceLoader} where it is on the class path. */
public interface Relay extends AutoCloseable {

    /** As the table shows it. */
    String name();

    /** Relays connections to that local port from now on; returns the port it listens on. */
    int open(int to) throws IOException;

    @Override
    void close() throws IOException;
}
