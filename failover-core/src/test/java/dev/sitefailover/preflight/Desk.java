package dev.sitefailover.preflight;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A small site on a free port of this machine. */
final class Desk implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "desk");
        thread.setDaemon(true);
        return thread;
    });
    private final String scheme;
    volatile byte[] greeting;
    volatile int status = 200;

    Desk(ClearingReply greeting, @Nullable KeyStore keys) throws Exception {
        this(greeting, keys, null);
    }

    /** @param clients who may connect; null: everybody */
    Desk(ClearingReply greeting, @Nullable KeyStore keys, @Nullable KeyStore clients) throws Exception {
        this.greeting = greeting.body();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (keys == null) {
            server = HttpServer.create(anyPort, 0);
            scheme = "http";
        } else {
            HttpsServer secured = HttpsServer.create(anyPort, 0);
            secured.setHttpsConfigurator(new HttpsConfigurator(Certificates.serving(keys, clients)) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                    wanted.setNeedClientAuth(clients != null);
                    parameters.setSSLParameters(wanted);
                }
            });
            server = secured;
            scheme = "https";
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ClearingRequest request =
                    ClearingCodec.decodeRequest(exchange.getRequestBody().readAllBytes());
            byte[] body = exchange.getRequestURI().getPath().equals("/probe")
                    ? new Pong(request.participant(), Position.SERVING).body()
                    : greeting;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    Site as(String id) {
        return Site.of(id, scheme + "://127.0.0.1:" + port());
    }

    Site as(String id, String host) {
        return Site.of(id, scheme + "://" + host + ":" + port());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
