package com.example.gateway;

import java.io.IOException;

/** What a gateway talks to the clearing house with: one site, blocking, its own timeouts. Any client will do. */
public interface ClearingClient extends AutoCloseable {

    /** Returns when the site has acknowledged the instruction. */
    void submit(long instruction) throws IOException;

    /** Whether the site has got that instruction. */
    boolean has(long instruction) throws IOException;

    /** Whether the site is open for business. */
    boolean isOpen() throws IOException;

    @Override
    default void close() throws IOException {}

    /** The site answered that it is not open: nothing was done. */
    class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        /** With the site's words. */
        public ClosedException(String message) {
            super(message);
        }
    }
}
