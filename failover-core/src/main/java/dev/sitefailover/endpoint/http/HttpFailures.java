package dev.sitefailover.endpoint.http;

import dev.sitefailover.endpoint.CertificateProblem;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Site;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a request, in words that name the site, and whether it may be sent elsewhere. */
final class HttpFailures {
    private final Site site;
    private final HttpSettings settings;

    HttpFailures(Site site, HttpSettings settings) {
        this.site = site;
        this.settings = settings;
    }

    String about(String what) {
        return "site " + site + " (" + site.address() + "): " + what;
    }

    EndpointException closedBefore() {
        return EndpointException.keptHere(about("this client has left the site; nothing was sent"), null);
    }

    /** It never came to be a request. */
    EndpointException unwritable(RuntimeException why) {
        return EndpointException.keptHere(
                about("nothing was sent, for this is no request HTTP can carry: " + why.getMessage()), why);
    }

    EndpointException closedMeanwhile() {
        return new EndpointException(Delivery.IN_DOUBT, about("this client left the site before the answer was there"));
    }

    EndpointException timedOut() {
        return new EndpointException(
                Delivery.IN_DOUBT, about("no complete answer within " + settings.requestTimeout()));
    }

    /** Only what is known to have happened before the request left counts as not sent. */
    EndpointException of(Throwable error) {
        if (found(error, HttpConnectTimeoutException.class) != null) {
            return failed(Delivery.NOT_SENT, "no connection within " + settings.connectTimeout(), error);
        }
        if (found(error, UnresolvedAddressException.class) != null) {
            return failed(
                    Delivery.NOT_SENT, "the name " + site.address().getHost() + " is unknown to the resolver", error);
        }
        if (found(error, NoRouteToHostException.class) != null) {
            return failed(Delivery.NOT_SENT, "there is no route to it", error);
        }
        ConnectException connect = found(error, ConnectException.class);
        if (connect != null) {
            return failed(Delivery.NOT_SENT, "the connection was refused", error);
        }
        SSLException tls = found(error, SSLException.class);
        if (tls != null) {
            return ofTls(tls);
        }
        if (found(error, ProtocolException.class) != null) {
            return failed(Delivery.IN_DOUBT, "it answered something that is not HTTP: " + innermost(error), error);
        }
        return failed(Delivery.IN_DOUBT, ended(innermost(error)), error);
    }

    private EndpointException ofTls(SSLException tls) {
        String certificate = CertificateProblem.in(tls);
        if (certificate != null) {
            return failed(Delivery.NOT_SENT, certificate, tls);
        }
        String message = String.valueOf(tls.getMessage());
        boolean inHandshake = tls instanceof SSLHandshakeException
                || message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message");
        return failed(
                inHandshake ? Delivery.NOT_SENT : Delivery.IN_DOUBT,
                inHandshake ? "the TLS handshake failed: " + message : "TLS failed: " + message,
                tls);
    }

    private static String ended(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("reset") || lower.contains("broken pipe")) {
            return "the connection was reset with the request on its way";
        }
        if (lower.contains("eof") || lower.contains("received no bytes") || lower.contains("closed")) {
            return "the connection was closed before the answer was complete (" + message + ")";
        }
        return "the exchange failed: " + message;
    }

    private EndpointException failed(Delivery delivery, String what, Throwable cause) {
        return new EndpointException(delivery, about(what), cause);
    }

    private static <T> @Nullable T found(Throwable error, Class<T> type) {
        Throwable e = error;
        for (int depth = 0; e != null && depth < 20; depth++, e = e.getCause()) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }

    private static String innermost(Throwable error) {
        Throwable e = error;
        String message = e.getMessage();
        for (int depth = 0; e.getCause() != null && depth < 20; depth++) {
            e = e.getCause();
            message = e.getMessage() == null ? message : e.getMessage();
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
