package dev.sitefailover.endpoint;

import dev.sitefailover.proxy.TlsAuthority;
import dev.sitefailover.proxy.TlsCertificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** Certificates that sites good and bad show; one issuer for all tests of a JVM. */
public final class Certificates {
    private static final TlsAuthority ISSUER = TlsAuthority.create("The issuer");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private Certificates() {}

    /** Trusts the issuer. */
    public static TlsSettings trust() {
        return TlsSettings.trusting(ISSUER.trustStore());
    }

    /** The issuer's certificate, as text that programs which are no Java programs read as well. */
    public static String issuerAsPem() {
        return ISSUER.toPem();
    }

    /** For 127.0.0.1 and localhost, valid. */
    public static SSLContext good() {
        return ISSUER.serverContext(TlsCertificate.valid());
    }

    /** For 127.0.0.1, until 31 January 2020. */
    public static SSLContext expired() {
        return ISSUER.serverContext(
                TlsCertificate.valid().valid(Duration.between(Instant.now(), LONG_AGO), Duration.ofDays(30)));
    }

    /** Valid, for elsewhere.example. */
    public static SSLContext ofAnotherHost() {
        return ISSUER.serverContext(TlsCertificate.ofAnotherHost());
    }

    /** For 127.0.0.1, valid, issued by nobody who is trusted. */
    public static SSLContext ofUnknownIssuer() {
        return ISSUER.serverContext(TlsCertificate.untrusted());
    }

    /** For 127.0.0.1, valid, but only for clients to show. */
    public static SSLContext forClients() {
        return ISSUER.serverContext(TlsCertificate.valid().forClients());
    }
}
