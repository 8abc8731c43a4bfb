package dev.sitefailover.examples.clients;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site over HTTP: {@code POST /write} and {@code POST /enquiry}, each with the header {@code Idempotency-Key}. */
final class HttpSite implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "http-site");
        thread.setDaemon(true);
        return thread;
    });

    /** It does not look at its book before it applies something: the key is for the enquiry alone. */
    HttpSite(String id, MemoryBook book) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String answer =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/write" -> {
                            book.apply(key);
                            yield id;
                        }
                        case "/enquiry" -> String.valueOf(book.times(key));
                        default -> id;
                    };
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
