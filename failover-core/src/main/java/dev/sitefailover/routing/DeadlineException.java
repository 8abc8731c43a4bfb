package dev.sitefailover.routing;

import java.util.concurrent.TimeoutException;

/**
 * An attempt whose deadline passed. Without a stack trace: it would be that of the timer, which says nothing, and in an
 * outage every call has one.
 */
final class DeadlineException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    DeadlineException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
