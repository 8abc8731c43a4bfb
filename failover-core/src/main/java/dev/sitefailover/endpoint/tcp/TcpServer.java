package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The site's side of the framing. Safe for use by several threads. */
public final class TcpServer implements AutoCloseable {

    private TcpServer() {}

    /** Listens from now on; failures to listen are thrown. */
    public static TcpServer start(TcpServerSettings settings, Handler handler, LogonCheck logons) throws IOException {
        if (settings.port() != 0) {
            throw new IOException("not yet");
        }
        return new TcpServer();
    }

    /** The port it listens on. */
    public int port() {
        return 0;
    }

    /** {@code tcp://host:port} or {@code tcps://host:port}. */
    public URI address() {
        return URI.create("tcp://127.0.0.1:" + port());
    }

    /** Open connections, now. */
    public int connections() {
        return 0;
    }

    /** Stops listening and closes every connection. Idempotent. */
    @Override
    public void close() {}

    /** Answers requests; called on a connection's reader thread, so it must not block for long. */
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
