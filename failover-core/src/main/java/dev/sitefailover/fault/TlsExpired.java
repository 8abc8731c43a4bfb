package dev.sitefailover.fault;

/**
 * The site's certificate has expired: every handshake fails within a round trip, and a client that checks certificates, as
 * it must, sends nothing. Whoever probes with checks switched off sees a healthy site.
 */
public record TlsExpired() implements Fault {
    @Override
    public String kind() {
        return "tls-expired";
    }
}
