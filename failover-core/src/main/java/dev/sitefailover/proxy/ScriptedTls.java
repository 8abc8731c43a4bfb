package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server with TLS that shows the certificate it is told to, good or bad, and behaves as it is told to: what does a client
 * make of an expired certificate, of a wrong one, of a server that dies in the handshake?
 *
 * <pre>{@code
 * try (ScriptedTls site = ScriptedTls.showing(TlsCertificate.expired())) {
 *     HttpClient client = HttpClient.newBuilder().sslContext(site.clientContext()).build();
 *     HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + site.port())).build();
 *     assertThrows(SSLHandshakeException.class, () -> client.send(request, BodyHandlers.ofString()));
 * }
 * }</pre>
 *
 * <p>Listens on a free port of 127.0.0.1; what connections are to be refused, delayed or torn puts a {@link FaultProxy} in
 * front. What it is told holds for connections accepted from then on. Safe for use by several threads; one daemon thread,
 * and one for each connection.
 */
public final class ScriptedTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptedTls.class);
    private static final TlsConduct AN_EMPTY_PAGE =
            TlsConduct.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private final TlsAuthority authority;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile SSLContext identity;
    private volatile TlsConduct conduct;

    private ScriptedTls(TlsAuthority authority, TlsCertificate certificate, TlsConduct conduct) {
        this.authority = authority;
        this.identity = authority.serverContext(certificate);
        this.conduct = requireNonNull(conduct, "conduct");
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 can be had: " + e.getMessage(), e);
        }
        daemon("scripted-tls-" + port(), this::accept);
    }

    /** Shows that certificate and, if a client takes it, answers with an empty page ({@code HTTP/1.1 200}). */
    public static ScriptedTls showing(TlsCertificate certificate) {
        return with(certificate, AN_EMPTY_PAGE);
    }

    /** Behaves like that; its certificate is good, if it comes to that. */
    public static ScriptedTls that(TlsConduct conduct) {
        return with(TlsCertificate.valid(), conduct);
    }

    public static ScriptedTls with(TlsCertificate certificate, TlsConduct conduct) {
        return new ScriptedTls(TlsAuthority.ofThisProcess(), certificate, conduct);
    }

    /** With certificates of that authority, so that several servers have different ones. */
    public static ScriptedTls of(TlsAuthority authority, TlsCertificate certificate, TlsConduct conduct) {
        return new ScriptedTls(authority, certificate, conduct);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** For a client that trusts who issued the good certificates, and nobody else. */
    public SSLContext clientContext() {
        return authority.clientContext();
    }

    /** The same trust for clients that are set up with a store; its password is {@link TlsAuthority#password()}. */
    public KeyStore trustStore() {
        return authority.trustStore();
    }

    /** From now on: somebody has rolled out another certificate. */
    public void show(TlsCertificate certificate) {
        identity = authority.serverContext(certificate);
    }

    /** From now on. */
    public void behave(TlsConduct newConduct) {
        conduct = requireNonNull(newConduct, "conduct");
    }

    /** How many connections were accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many connections stand. */
    public int connections() {
        return open.size();
    }

    /** Ends all connections and frees the port. Nothing when it is closed. */
    @Override
    public void close() {
        closeQuietly(listening);
        open.forEach(ScriptedTls::closeQuietly);
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port() + ", which " + conduct;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                accepted.incrementAndGet();
                open.add(client);
                if (listening.isClosed()) {
                    closeQuietly(client); // it came while everybody else was sent away
                }
                daemon("scripted-tls-" + port() + "-" + accepted.get(), () -> serve(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("a connection could not be taken at {}: {}", port(), e.getMessage());
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            conduct.script.play(client, identity);
        } catch (IOException e) {
            LOG.debug("a client left {}: {}", port(), e.getMessage());
        } finally {
            open.remove(client);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("closing: {}", e.getMessage());
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
