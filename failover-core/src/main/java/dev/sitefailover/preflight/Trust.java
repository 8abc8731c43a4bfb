package dev.sitefailover.preflight;

import dev.sitefailover.endpoint.TlsSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the site showed and then asks the trust manager that decides. It never decides itself: what that one
 * refuses is refused, and the handshake fails as it would for a gateway.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager decides;
    private volatile List<X509Certificate> shown = List.of();
    private volatile String refusal = "";

    private Trust(X509ExtendedTrustManager decides) {
        this.decides = decides;
    }

    /** Over a trust store, or over the JVM's. */
    static Trust over(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager decides) {
                return new Trust(decides);
            }
        }
        throw new GeneralSecurityException("this JVM has no trust manager for certificates");
    }

    /** With the certificate of our own that a gateway would show. */
    SSLContext context(TlsSettings tls) {
        return tls.contextJudgedBy(this);
    }

    /** The chain as the site sent it, its own certificate first; empty when it sent none. */
    List<X509Certificate> shown() {
        return shown;
    }

    /** Why nobody vouches for the chain, the host's name left aside; empty when somebody does. */
    String refusal() {
        return refusal;
    }

    private void look(X509Certificate[] chain, String authType) {
        shown = List.of(chain);
        try {
            decides.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            refusal = isOfNobodyKnown(e) ? "nobody in the trust store vouches for it" : Words.of(e);
        }
    }

    private static boolean isOfNobodyKnown(CertificateException e) {
        return e.getCause() instanceof CertPathBuilderException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        look(chain, authType);
        decides.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        look(chain, authType);
        decides.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        look(chain, authType);
        decides.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        decides.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        decides.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        decides.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return decides.getAcceptedIssuers();
    }
}
