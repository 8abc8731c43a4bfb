package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;

/**
 * How one site fails its clients. Made once: these exceptions carry no stack trace and no state, so every message that
 * meets the same end can share one.
 */
final class Failures {
    static final Verdict FAILED_INSIDE = new Verdict.Answer(Refusal.FAILED);

    private final Verdict.Fail refused;
    private final Verdict.Fail resetConnecting;
    private final Verdict.Fail reset;
    private final Verdict.Fail expired;

    Failures(String site) {
        refused = fail(Delivery.REFUSED, site + " refused the connection");
        resetConnecting = fail(Delivery.NOT_SENT, site + " reset the connection before anything was sent");
        reset = fail(Delivery.IN_DOUBT, site + " reset the connection with the request on its way");
        expired = fail(Delivery.NOT_SENT, site + " showed a certificate that has expired; nothing was sent");
    }

    /** The connection was refused. */
    Verdict.Fail refused() {
        return refused;
    }

    /** The connection was reset while connecting. */
    Verdict.Fail resetConnecting() {
        return resetConnecting;
    }

    /** The connection was reset after the request had been sent. */
    Verdict.Fail reset() {
        return reset;
    }

    /** The handshake failed. */
    Verdict.Fail expired() {
        return expired;
    }

    private static Verdict.Fail fail(Delivery delivery, String message) {
        return new Verdict.Fail(new EndpointException(delivery, message));
    }
}
