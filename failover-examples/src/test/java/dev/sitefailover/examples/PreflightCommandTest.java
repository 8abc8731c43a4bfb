package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightCommandTest {
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().equals("/probe")
                    ? new Pong("primary", Position.SERVING).body()
                    : new Greeted("primary", Position.SERVING).in(Greeted.TEST).body();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aGoodSiteEndsWithZeroAndATable() {
        Terminal run = Terminal.run("preflight", "--site", "primary=" + address());
        assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.PASSED);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("primary  " + address() + "\n")
                .containsPattern("  greeting +OK +answers as primary, serving, test\n")
                .contains("primary OK; in ");
    }

    @Test
    void oneBadSiteEndsWithOneAndTheOtherIsStillShown() {
        Terminal run = Terminal.run(
                "preflight", "--site", "secondary=" + address(), "--site", "primary=" + address(), "--json");
        assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.out())
                .startsWith("{")
                .contains("\"answersAs\" : \"primary\"")
                .contains("\"id\" : \"primary\"")
                .contains("\"level\" : \"OK\"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void usageErrorsAreOneLineEach() {
        usageError("missing required option: '--site=ID=URI'", "preflight");
        usageError("'nonsense' is no ID=URI", "preflight", "--site", "nonsense");
        usageError("the address of a cannot be used: it has no scheme", "preflight", "--site", "a=host");
        usageError("the address of a cannot be used: its scheme is ftp", "preflight", "--site", "a=ftp://host");
        usageError("the address of a cannot be used: it names no port", "preflight", "--site", "a=tcp://host");
        usageError("the address of a is no URI", "preflight", "--site", "a=http://[");
        usageError("'5s' is no ISO-8601 duration", "preflight", "--site", "a=http://b", "--timeout", "5s");
        usageError("'PT0S' is no ISO-8601 duration", "preflight", "--site", "a=http://b", "--timeout", "PT0S");
        usageError("--site a: given twice", "preflight", "--site", "a=http://b", "--site", "a=http://c");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void usageError(String message, String... args) {
        Terminal run = Terminal.run(args);
        assertThat(run.code()).as(message).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains(message);
        assertThat(run.out()).isEmpty();
    }
}
