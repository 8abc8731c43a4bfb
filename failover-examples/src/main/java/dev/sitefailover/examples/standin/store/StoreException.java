package dev.sitefailover.examples.standin.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be opened or written; the message says why, in one line. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
