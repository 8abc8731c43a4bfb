package dev.sitefailover.endpoint;

import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who we are in TLS. The certificate's name is always compared with the host of the site's address;
 * there is no switch to turn that off. Immutable.
 */
public final class TlsSettings {
    private final SSLContext context;
    private final @Nullable KeyStore trusted;
    private final KeyManager @Nullable [] identity;

    private TlsSettings(SSLContext context, @Nullable KeyStore trusted, KeyManager @Nullable [] identity) {
        this.context = context;
        this.trusted = trusted;
        this.identity = identity;
    }

    /** Trusts and is what the JVM is set to ({@code javax.net.ssl.trustStore}, {@code javax.net.ssl.keyStore}). */
    public static TlsSettings system() {
        return Lazily.SETTINGS;
    }

    /** Trusts the certificates in that store and nothing else. */
    public static TlsSettings trusting(KeyStore certificates) {
        return made(certificates, null);
    }

    /** The same trust, with a certificate of our own for sites that ask for one. */
    public TlsSettings withIdentity(KeyStore identity, char[] password) {
        return made(trusted, keyManagers(identity, password));
    }

    /** The same identity, with trust in the certificates in that store and nothing else. */
    public TlsSettings withTrust(KeyStore certificates) {
        return made(certificates, identity);
    }

    /**
     * A context made elsewhere, used as it is. Errors then say what the context's own trust manager says, which leaves
     * out whom a certificate is for.
     */
    public static TlsSettings using(SSLContext context) {
        return new TlsSettings(context, null, null);
    }

    /** The context to make connections with. */
    public SSLContext context() {
        return context;
    }

    /** A context with the same identity, in which that trust manager decides: for checks that show what was refused. */
    public SSLContext contextJudgedBy(X509ExtendedTrustManager judge) {
        return contextOf(identity, judge);
    }

    private static TlsSettings made(@Nullable KeyStore trusted, KeyManager @Nullable [] identity) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            TrustManager[] managers = trust.getTrustManagers();
            for (int i = 0; i < managers.length; i++) {
                if (managers[i] instanceof X509ExtendedTrustManager judge) {
                    managers[i] = new ExplainingTrust(judge);
                }
            }
            return new TlsSettings(contextOf(identity, managers), trusted, identity);
        } catch (GeneralSecurityException e) {
            throw new SiteFailoverException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static SSLContext contextOf(KeyManager @Nullable [] identity, TrustManager... trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SiteFailoverException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keyManagers(KeyStore identity, char[] password) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, password);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new SiteFailoverException("the TLS identity cannot be read: " + e.getMessage(), e);
        }
    }

    /** Read once, when first needed: the trust store is large. */
    private static final class Lazily {
        static final TlsSettings SETTINGS = made(null, systemIdentity());

        private static KeyManager @Nullable [] systemIdentity() {
            String store = System.getProperty("javax.net.ssl.keyStore");
            if (store == null || store.isEmpty() || store.equals("NONE")) {
                return null;
            }
            String type = System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType());
            char[] password =
                    System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
            try (InputStream in = Files.newInputStream(Path.of(store))) {
                KeyStore identity = KeyStore.getInstance(type);
                identity.load(in, password);
                return keyManagers(identity, password);
            } catch (IOException | GeneralSecurityException e) {
                throw new SiteFailoverException("the JVM's TLS identity " + store + " cannot be read: " + e, e);
            }
        }
    }
}
