package dev.sitefailover.examples.clients;

import com.github.fppt.jedismock.RedisServer;
import com.github.fppt.jedismock.datastructures.Slice;
import com.github.fppt.jedismock.operations.server.MockExecutor;
import com.github.fppt.jedismock.server.Response;
import com.github.fppt.jedismock.server.ServiceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Locale;

/** A Redis-speaking server. SET and EXISTS go by the book that both sites share; SET answers with the site's name. */
final class RedisSite implements AutoCloseable {
    private final RedisServer server;

    RedisSite(String id, MemoryBook book) {
        try {
            server = RedisServer.newRedisServer(0, InetAddress.getLoopbackAddress())
                    .setOptions(ServiceOptions.withInterceptor(
                            (state, name, params) -> switch (name.toUpperCase(Locale.ROOT)) {
                                case "SET" -> {
                                    book.apply(params.get(0).toString());
                                    yield Response.bulkString(Slice.create(id));
                                }
                                case "EXISTS" ->
                                    Response.integer(book.times(params.get(0).toString()));
                                // the mock looks names with an I up in the letters of the tests' locale, where that is
                                // another letter
                                case "PING" -> Response.simpleString("PONG");
                                default -> MockExecutor.proceed(state, name, params);
                            }))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getBindPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
