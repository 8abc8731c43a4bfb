package dev.sitefailover.examples.standin.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.examples.standin.http.HttpServer.Reach;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where it can be reached and where not; what it answers is told by the stand-in sites' tests. */
@Timeout(60)
class HttpServerTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private static HttpServer server() throws IOException {
        return HttpServer.bind("a", 0, 1_000, question -> Answer.json(200, "{}".getBytes(UTF_8)))
                .serve();
    }

    private static int ask(URI server) throws IOException {
        return HttpConversation.once(server, "GET", "/", new byte[0], GENEROUS).status();
    }

    /** As the system does for a connection that it gives a port. */
    private static void bind(URI address) throws IOException {
        try (Socket somebody = new Socket()) {
            somebody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        }
    }

    @Test
    void whileItRefusesNobodyElseIsGivenItsPort() throws Exception {
        try (HttpServer server = server()) {
            URI address = server.address();
            for (int life = 0; life < 3; life++) {
                assertThat(ask(address)).isEqualTo(200);
                server.reach(Reach.REFUSED);
                server.resetAll();
                assertThatThrownBy(() -> ask(address)).isInstanceOf(ConnectException.class);
                assertThatThrownBy(() -> bind(address)).isInstanceOf(BindException.class);
                server.reach(Reach.OPEN);
            }
        }
    }

    @Test
    void whenItEndsItsPortIsAnybodys() throws Exception {
        URI address;
        try (HttpServer server = server()) {
            address = server.address();
            server.reach(Reach.REFUSED);
        }
        assertThatCode(() -> bind(address)).doesNotThrowAnyException();
    }
}
