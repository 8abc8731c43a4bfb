package dev.sitefailover.examples.standin;

import dev.sitefailover.site.SiteFailoverException;
import org.jspecify.annotations.Nullable;

/** A stand-in site could not be started, reached or told what to do; the message says why, in one line. */
public final class StandInException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    public StandInException(String message) {
        super(message);
    }

    public StandInException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
