package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.CertificateProblem;
import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.endpoint.TlsSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to a site: every address of its name in turn, TLS included, each within the connect timeout. */
final class Dialling {
    private static final Logger LOG = LoggerFactory.getLogger(TcpEndpoints.class);

    private final Site site;
    private final TcpSettings settings;
    private final NameLookup names;
    private final EngineRuntime runtime;

    /** The plain socket, what is spoken through (the same one, or TLS over it), and the name that led there. */
    record Dialled(Socket plain, Socket spoken, NameResolution resolution) {}

    Dialling(Site site, TcpSettings settings, NameLookup names, EngineRuntime runtime) {
        this.names = names;
        this.site = site;
        this.settings = settings;
        this.runtime = runtime;
    }

    /** Resolves the name anew and connects. */
    Dialled connect() {
        return connect(resolve());
    }

    /** Connects to where the name is known to lead. */
    Dialled connect(NameResolution resolution) {
        boolean tls = "tcps".equals(site.address().getScheme().toLowerCase(Locale.ROOT));
        List<String> failures = new ArrayList<>();
        IOException last = null;
        for (InetAddress address : resolution.addresses()) {
            try {
                return line(address, resolution, tls);
            } catch (IOException e) {
                last = e;
                failures.add((resolution.addresses().size() > 1 ? address.getHostAddress() + ": " : "") + words(e));
            }
        }
        throw new EndpointException(
                Delivery.NOT_SENT, "site " + site + " (" + site.address() + "): " + String.join("; ", failures), last);
    }

    private Dialled line(InetAddress address, NameResolution resolution, boolean tls) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            int millis = (int) settings.connectTimeout().toMillis();
            plain.connect(new InetSocketAddress(address, site.address().getPort()), millis);
            return new Dialled(plain, tls ? secured(plain, resolution.host()) : plain, resolution);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private NameResolution resolve() {
        String host = site.address().getHost();
        try {
            NameResolution resolution = names.lookUp(host);
            LOG.atInfo().addKeyValue("site", site.id()).log("site {}: {}", site, resolution);
            return resolution;
        } catch (UnknownHostException e) {
            throw new EndpointException(
                    Delivery.NOT_SENT,
                    "site " + site + " (" + site.address() + "): the name " + host + " is unknown to the resolver",
                    e);
        }
    }

    /** A socket's own timeout starts anew with every byte; this one does not. */
    private Socket secured(Socket plain, String host) throws IOException {
        TlsSettings trust = settings.tls() == null ? TlsSettings.system() : settings.tls();
        SSLSocket socket = (SSLSocket) trust.context()
                .getSocketFactory()
                .createSocket(plain, host, site.address().getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        AtomicBoolean late = new AtomicBoolean();
        EngineRuntime.Timer bound = runtime.schedule(settings.connectTimeout(), () -> {
            late.set(true);
            closeQuietly(plain);
        });
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            if (late.get()) {
                throw new SocketTimeoutException("no TLS handshake within " + settings.connectTimeout());
            }
            String certificate = CertificateProblem.in(e);
            throw new IOException(certificate == null ? "the TLS handshake failed: " + e.getMessage() : certificate, e);
        } finally {
            bound.cancel();
        }
    }

    private String words(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof ConnectException) {
            return message.contains("refused") ? "the connection was refused" : "no connection: " + message;
        }
        if (e instanceof SocketTimeoutException && !message.contains("TLS")) {
            return "no connection within " + settings.connectTimeout();
        }
        return message;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is of no use any more either way
        }
    }
}
