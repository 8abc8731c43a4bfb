package dev.sitefailover.preflight;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Times and failures as people say them. */
final class Words {
    private Words() {}

    /** Three digits or so: more would be noise. */
    static String of(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (Math.abs(millis) < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return Math.abs(millis) < 1000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    static String of(Throwable failure) {
        Throwable e = failure;
        while ((e instanceof CompletionException || e instanceof ExecutionException) && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof SocketTimeoutException || e instanceof TimeoutException || e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof UnknownHostException) {
            return "no such name";
        }
        if (e instanceof NoRouteToHostException || e instanceof PortUnreachableException) {
            return "no route";
        }
        if (e instanceof ConnectException) {
            return "refused";
        }
        if (e instanceof EOFException) {
            return "the connection was closed";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
