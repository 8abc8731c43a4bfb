package dev.sitefailover.preflight;

import dev.sitefailover.proxy.TlsAuthority;
import dev.sitefailover.proxy.TlsCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An authority and what it signs. */
final class Certificates {
    static final char[] PASSWORD = TlsAuthority.password();

    private final TlsAuthority authority = TlsAuthority.create("authority");

    /** The authority's own certificate, for a client's trust. */
    KeyStore authority() {
        return authority.trustStore();
    }

    /** A signed certificate from so many days before (negative) or after today, for so many days and these names. */
    KeyStore signed(String name, int start, int days, String... names) {
        return authority.keyStore(wanted(TlsCertificate.valid(), name, start, days, names));
    }

    /** One that nobody signed but itself. */
    KeyStore selfSigned(String name, int start, int days, String... names) {
        return authority.keyStore(wanted(TlsCertificate.untrusted(), name, start, days, names));
    }

    private static TlsCertificate wanted(TlsCertificate kind, String name, int start, int days, String... names) {
        return kind.named(name).speakingFor(names).valid(Duration.ofDays(start), Duration.ofDays(days));
    }

    /** What a client trusts: the certificates in these stores. */
    static KeyStore trusting(KeyStore... stores) throws GeneralSecurityException {
        X509Certificate[] trusted = new X509Certificate[stores.length];
        for (int i = 0; i < stores.length; i++) {
            trusted[i] = (X509Certificate)
                    stores[i].getCertificate(stores[i].aliases().nextElement());
        }
        return TlsAuthority.trusting(trusted);
    }

    /** For a server that shows that certificate. */
    static SSLContext serving(KeyStore store) {
        return serving(store, null);
    }

    /** For one that asks its clients for one as well. */
    static SSLContext serving(KeyStore store, @Nullable KeyStore clients) {
        return TlsAuthority.context(store, clients);
    }
}
