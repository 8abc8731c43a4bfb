package dev.sitefailover.endpoint;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Why a site's certificate is not accepted, in plain words. */
public final class CertificateProblem extends CertificateException {
    private static final long serialVersionUID = 1L;

    CertificateProblem(String message, CertificateException cause) {
        super(message, cause);
    }

    /** The words, when a certificate is what that error comes from; else null. */
    public static @Nullable String in(@Nullable Throwable error) {
        Throwable e = error;
        String found = null;
        for (int depth = 0; e != null && depth < 20; depth++, e = e.getCause()) {
            if (e instanceof CertificateProblem) {
                return e.getMessage();
            }
            if (e instanceof CertificateException) {
                found = "its certificate is not accepted: " + e.getMessage();
            }
        }
        return found;
    }
}
