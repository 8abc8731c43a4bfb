package dev.sitefailover.endpoint.http;

import dev.sitefailover.site.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Connections made ahead, so that the calls that arrive together at a switch do not each pay for a connect and a TLS
 * handshake. A connection exists only with a request on it, so a harmless request (a probe) is sent on that many at
 * once, when the endpoint is opened and again before calls are let through. An answer that says closed warms as well.
 *
 * <p>Default: none. Probes keep one connection warm; more are worth having where a round trip takes milliseconds.
 *
 * @param request what is sent; must be harmless to send often and without a logon; null for no warm-up
 * @param connections how many at once, at least 1 unless there is no request
 * @param bound no longer than this is waited for them; what is not there then is made when needed
 */
public record WarmUp(@Nullable Request request, int connections, Duration bound) {

    /** Nothing ahead. */
    public static final WarmUp NONE = new WarmUp(null, 0, Duration.ofMillis(1));

    public WarmUp {
        if (request != null && connections < 1) {
            throw new IllegalArgumentException("connections must be >= 1, was " + connections);
        }
        HttpSettings.positive("bound", bound);
    }

    /** That many connections, 500 ms waited for at most. */
    public static WarmUp of(Request request, int connections) {
        return new WarmUp(request, connections, Duration.ofMillis(500));
    }
}
