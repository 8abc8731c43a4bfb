package dev.sitefailover.routing;

import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a failure of a call means for sending it again. Implementations are pure and safe for use by several
 * threads.
 */
@FunctionalInterface
public interface FailureClassifier {

    /** What is known of the request's fate, or null: the site answered, this is a business error. */
    @Nullable
    Delivery ofError(Throwable error);

    /** Likewise for a value: null when it is an answer. Default: a {@link Reply} by its status. */
    default @Nullable Delivery ofValue(@Nullable Object value) {
        if (Replies.isReply(value) && value instanceof Reply reply) {
            return switch (reply.status()) {
                case OK, BUSINESS_ERROR -> null;
                case CLOSED -> Delivery.REFUSED;
                case FAILED -> Delivery.IN_DOUBT;
            };
        }
        return null;
    }

    /**
     * The default: {@link EndpointException} by its delivery; connection refused, no route and unknown host as not sent;
     * any other I/O error, a timeout and an interrupt as in doubt; every other exception as an answer. A client with
     * exceptions of its own should bring its own classifier.
     */
    static FailureClassifier standard() {
        return FailureClassifier::standardVerdict;
    }

    private static @Nullable Delivery standardVerdict(Throwable error) {
        Throwable e = unwrap(error);
        if (e instanceof EndpointException endpoint) {
            return endpoint.delivery();
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException || e instanceof UnknownHostException) {
            return Delivery.NOT_SENT;
        }
        if (e instanceof IOException || e instanceof TimeoutException || e instanceof InterruptedException) {
            return Delivery.IN_DOUBT;
        }
        return e instanceof Error ? Delivery.IN_DOUBT : null;
    }

    /** The error inside the wrappers that stages and futures put around it. */
    static Throwable unwrap(Throwable error) {
        Throwable e = error;
        while ((e instanceof CompletionException || e instanceof ExecutionException) && e.getCause() != null) {
            e = e.getCause();
        }
        return e;
    }
}
