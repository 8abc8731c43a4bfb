package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site's side of the framing: for stand-ins and tests. Two threads per connection. Safe for use by several threads.
 *
 * <p>A connection that has not logged on may be silent for a minute, one that has for three of the intervals it named.
 */
public final class TcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final int BACKLOG = 200;
    /** From an attempt to accept that failed to the next one. */
    private static final long PAUSE = 100_000_000;

    private final TcpServerSettings settings;
    private final Handler handler;
    private final LogonCheck logons;
    private final ServerSocket listening;
    private final EngineRuntime runtime = EngineRuntime.system();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<Long, TcpSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private TcpServer(TcpServerSettings settings, Handler handler, LogonCheck logons) throws IOException {
        this.settings = settings;
        this.handler = handler;
        this.logons = logons;
        this.listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(settings.address(), settings.port()), BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
    }

    /** Listens from now on; failures to listen are thrown. */
    public static TcpServer start(TcpServerSettings settings, Handler handler, LogonCheck logons) throws IOException {
        TcpServer server = new TcpServer(settings, handler, logons);
        Thread acceptor = new Thread(server::accept, "tcp-server-" + server.port());
        acceptor.setDaemon(true);
        acceptor.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return listening.getLocalPort();
    }

    /** {@code tcp://address:port} or {@code tcps://address:port}. */
    public URI address() {
        String host = settings.address().getHostAddress();
        return URI.create((settings.tls() == null ? "tcp://" : "tcps://")
                + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port());
    }

    /** Open connections, now. */
    public int connections() {
        return sessions.size();
    }

    /** Stops listening and closes every connection. Idempotent. */
    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("closing port {} failed", port(), e);
        }
        for (TcpSession session : List.copyOf(sessions.values())) {
            session.close("the server was closed");
        }
        runtime.close();
    }

    private void accept() {
        while (!closed) {
            Socket plain;
            try {
                plain = listening.accept();
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("port {}: accepting a connection failed", port(), e);
                    LockSupport.parkNanos(
                            PAUSE); // out of file descriptors, say: trying at once would only fill the log
                }
                continue;
            }
            try {
                begin(plain);
            } catch (IOException | RuntimeException e) { // this connection's trouble is not the others'
                LOG.warn("port {}: a connection could not be served", port(), e);
            }
        }
    }

    private void begin(Socket plain) throws IOException {
        try {
            plain.setTcpNoDelay(true);
            SSLContext tls = settings.tls();
            Socket spoken = tls == null ? plain : tls.getSocketFactory().createSocket(plain, null, true);
            long number = accepted.incrementAndGet();
            TcpSession session = new TcpSession(
                    plain, spoken, "tcp-server-" + port() + "-" + number, this, () -> sessions.remove(number));
            sessions.put(number, session);
            session.start();
            if (closed) {
                session.close("the server was closed");
            }
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    TcpServerSettings settings() {
        return settings;
    }

    Handler handler() {
        return handler;
    }

    LogonCheck logons() {
        return logons;
    }

    EngineRuntime runtime() {
        return runtime;
    }

    /** Answers requests; called on a connection's reader thread, so one that waits delays its own connection only. */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<? extends Reply> handle(Request request);
    }

    /** Decides on logons. */
    @FunctionalInterface
    public interface LogonCheck {
        /** Why that logon is refused, or null when it is accepted. */
        @Nullable
        String refusal(TcpLogon logon);
    }
}
