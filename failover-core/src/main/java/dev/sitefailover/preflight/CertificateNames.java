package dev.sitefailover.preflight;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** For whom a certificate speaks, by its subject alternative names (RFC 6125: a common name no longer counts). */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int IP = 7;

    private CertificateNames() {}

    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            if (certificate.getSubjectAlternativeNames() != null) {
                for (List<?> name : certificate.getSubjectAlternativeNames()) {
                    if (name.get(0) instanceof Integer type
                            && (type == DNS || type == IP)
                            && name.get(1) instanceof String text) {
                        names.add(text);
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            // then it speaks for nobody, as the JDK sees it too
        }
        return names;
    }

    static boolean speakFor(String host, List<String> names, boolean literal) {
        return names.stream().anyMatch(name -> literal ? sameAddress(name, host) : sameName(name, host));
    }

    private static boolean sameName(String name, String host) {
        String pattern = name.toLowerCase(Locale.ROOT);
        String wanted = host.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(pattern.substring(1));
    }

    private static boolean sameAddress(String name, String host) {
        if (!name.matches("[0-9a-fA-F.:]+")) {
            return false;
        }
        try {
            return InetAddress.getByName(name).equals(InetAddress.getByName(host)); // literals: nothing is looked up
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
