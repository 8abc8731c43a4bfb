package dev.sitefailover.site;

import org.jspecify.annotations.Nullable;

/** The root of what this library throws; the message says what to do about it where anything can be done. */
public class SiteFailoverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SiteFailoverException(String message) {
        super(message);
    }

    public SiteFailoverException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** For failures that are part of normal operation and made by the million: no stack trace. */
    protected SiteFailoverException(String message, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, withStackTrace, withStackTrace);
    }
}
