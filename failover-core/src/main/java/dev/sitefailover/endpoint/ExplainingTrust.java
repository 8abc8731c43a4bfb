package dev.sitefailover.endpoint;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Leaves the judgement to the platform and, where it says no, says why so that an operator understands it. */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager judge;

    ExplainingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException no) {
            throw explained(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null, no);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException no) {
            throw explained(chain, engine == null ? null : engine.getHandshakeSession(), no);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }

    private static CertificateException explained(
            X509Certificate[] chain, @Nullable SSLSession session, CertificateException no) {
        Instant now = Instant.now();
        for (int i = 0; i < chain.length; i++) {
            X509Certificate certificate = chain[i];
            String whose = i == 0 ? "its certificate" : "the certificate of its issuer " + subject(certificate);
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return new CertificateProblem(
                        whose + " expired on " + certificate.getNotAfter().toInstant(), no);
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return new CertificateProblem(
                        whose + " is not valid before "
                                + certificate.getNotBefore().toInstant(),
                        no);
            }
        }
        if (comesFrom(no, CertPathBuilderException.class)) {
            return new CertificateProblem(
                    "its certificate was issued by nobody who is trusted here: "
                            + chain[0].getIssuerX500Principal().getName(),
                    no);
        }
        // the platform compares names last, and says no to one with this very class; to what a key may be used for with
        // another
        if (no.getClass() == CertificateException.class && no.getCause() == null) {
            String host = session == null ? "this host" : session.getPeerHost();
            return new CertificateProblem("its certificate is for " + names(chain[0]) + ", not for " + host, no);
        }
        return new CertificateProblem("its certificate is not accepted: " + no.getMessage(), no);
    }

    private static boolean comesFrom(Throwable error, Class<? extends Throwable> type) {
        Throwable e = error;
        while (e != null && !type.isInstance(e)) {
            e = e.getCause();
        }
        return e != null;
    }

    private static String names(X509Certificate certificate) {
        Collection<List<?>> alternatives;
        try {
            alternatives = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException unreadable) {
            return subject(certificate);
        }
        List<String> names = new ArrayList<>();
        if (alternatives != null) {
            for (List<?> name : alternatives) {
                if (name.get(0) instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        }
        return names.isEmpty() ? subject(certificate) : String.join(", ", names);
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
