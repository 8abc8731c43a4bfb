package dev.sitefailover.preflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One handshake of our own, so that a chain nobody trusts is still shown. */
final class CertificateCheck {
    private static final Duration SOON = Duration.ofDays(30);

    private final String site;
    private final String host;
    private final boolean literal;
    private final Trust trust;
    private final Instant now;

    CertificateCheck(String site, Target target, String host, Trust trust, Instant now) {
        this.site = site;
        this.host = host;
        this.literal = target.isLiteral();
        this.trust = trust;
        this.now = now;
    }

    Finding run(SSLContext context, InetAddress address, int port, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return judge(socket.getSession().getProtocol(), null);
            }
        } catch (IOException e) {
            return judge(null, e);
        }
    }

    /** Whether there is a connection to ask something over. */
    static boolean wasTaken(Finding certificate) {
        return certificate.details().containsKey("protocol");
    }

    private Finding judge(@Nullable String protocol, @Nullable IOException failure) {
        List<X509Certificate> chain = trust.shown();
        if (chain.isEmpty()) {
            String why = failure == null ? "no certificate shown" : Words.of(failure);
            return Finding.fail(
                    site,
                    Check.CERTIFICATE,
                    "no TLS handshake: " + why,
                    "Check that this port speaks TLS, and which versions both sides allow.");
        }
        X509Certificate own = chain.get(0);
        List<String> names = CertificateNames.of(own);
        long days = Math.floorDiv(Duration.between(now, earliestEnd(chain)).toHours(), 24);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("subject", own.getSubjectX500Principal().getName());
        details.put("issuer", own.getIssuerX500Principal().getName());
        details.put("names", String.join(", ", names));
        details.put("chain", (long) chain.size());
        details.put("notAfter", own.getNotAfter().toInstant().toString());
        details.put("daysToExpiry", days);
        if (protocol != null) {
            details.put("protocol", protocol);
        }
        String value = own.getSubjectX500Principal().getName() + " by "
                + own.getIssuerX500Principal().getName()
                + (protocol == null ? "" : ", " + protocol)
                + ", " + (days < 0 ? "expired" : days + (days == 1 ? " day left" : " days left"));
        List<String> wrong = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        boolean dated = findDates(failure == null ? chain.subList(0, 1) : chain, wrong, advice);
        if (failure != null) { // a chain that was taken is good, whatever else is in it
            findWrong(names, failure, dated, wrong, advice);
        } else if (dated) {
            wrong.add("taken here only because the trust store holds this very certificate");
        }
        if (!wrong.isEmpty()) {
            return new Finding(
                    site,
                    Check.CERTIFICATE,
                    Level.FAIL,
                    String.join("; ", wrong) + " (" + value + ")",
                    String.join(" ", advice),
                    details);
        }
        boolean soon = earliestEnd(chain).isBefore(now.plus(SOON));
        return new Finding(
                site,
                Check.CERTIFICATE,
                soon ? Level.WARN : Level.OK,
                value,
                soon
                        ? "Ask the site when it is renewed; if its issuer changes, your trust store must know the new one."
                        : "",
                details);
    }

    /** True when some date was wrong. */
    private boolean findDates(List<X509Certificate> chain, List<String> wrong, List<String> advice) {
        for (X509Certificate each : chain) {
            Instant from = each.getNotBefore().toInstant();
            Instant to = each.getNotAfter().toInstant();
            String which = each.equals(chain.get(0))
                    ? ""
                    : "issuer " + each.getSubjectX500Principal().getName() + " ";
            if (now.isAfter(to)) {
                wrong.add(which + "expired on " + to);
                advice.add("The site must renew it.");
            } else if (now.isBefore(from)) {
                wrong.add(which + "not valid before " + from);
                advice.add("Check this machine's clock, else the site installed it too early.");
            }
        }
        return !wrong.isEmpty();
    }

    private void findWrong(
            List<String> names, IOException failure, boolean dated, List<String> wrong, List<String> advice) {
        if (!CertificateNames.speakFor(host, names, literal)) {
            wrong.add("it is for " + (names.isEmpty() ? "no name" : String.join(", ", names)) + ", not for " + host);
            advice.add("Use a name it is for, or the site must add this one.");
        }
        if (!trust.refusal().isEmpty() && !dated) {
            wrong.add("untrusted: " + trust.refusal());
            advice.add("Put the issuer's certificate into the trust store (javax.net.ssl.trustStore).");
        }
        if (wrong.isEmpty()) {
            wrong.add("the handshake failed: " + Words.of(failure));
            advice.add("Ask the site; it may want a certificate from the client.");
        }
    }

    /** Of the certificates that are checked: a root at the end of the chain is the trust store's business. */
    private static Instant earliestEnd(List<X509Certificate> chain) {
        Instant earliest = chain.get(0).getNotAfter().toInstant();
        for (X509Certificate each : chain) {
            boolean root = each.getSubjectX500Principal().equals(each.getIssuerX500Principal());
            Instant end = each.getNotAfter().toInstant();
            if (!root && end.isBefore(earliest)) {
                earliest = end;
            }
        }
        return earliest;
    }
}
