package dev.sitefailover.endpoint.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.endpoint.Certificates;
import dev.sitefailover.site.Epoch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A desk over HTTP, with the JDK's own server. */
final class ClearingHttp implements AutoCloseable {
    private final HttpServer server;
    private final ClearingDesk desk;
    private final ExecutorService workers = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "clearing-http");
        thread.setDaemon(true);
        return thread;
    });

    ClearingHttp(boolean tls, ClearingDesk desk) throws IOException {
        this.desk = desk;
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls) {
            HttpsServer https = HttpsServer.create(anyPort, 100);
            https.setHttpsConfigurator(new HttpsConfigurator(Certificates.good()));
            server = https;
        } else {
            server = HttpServer.create(anyPort, 100);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String epoch = exchange.getRequestHeaders().getFirst("Site-Epoch");
            if (epoch != null) {
                desk.epochs.add(new Epoch(Long.parseLong(epoch)));
            }
            ClearingReply reply = desk.answer(ClearingCodec.decodeRequest(body));
            int status =
                    switch (reply.status()) {
                        case OK -> 200;
                        case BUSINESS_ERROR -> 422;
                        case CLOSED -> 503;
                        case FAILED -> 500;
                    };
            byte[] answer = reply.body();
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
