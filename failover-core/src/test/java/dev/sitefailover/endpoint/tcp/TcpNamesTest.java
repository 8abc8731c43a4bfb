package dev.sitefailover.endpoint.tcp;

import static dev.sitefailover.endpoint.Asking.get;
import static dev.sitefailover.endpoint.Asking.open;
import static dev.sitefailover.endpoint.Asking.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.endpoint.LiveEndpoint;
import dev.sitefailover.endpoint.MovedName;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are resolved anew when a site is activated. */
@Timeout(60)
class TcpNamesTest {
    private final MovedName name = new MovedName();
    private final Connector<Endpoint> connector = new TcpConnector(TcpSettings.defaults(), name);

    private static TcpServer server(String address, int port) throws Exception {
        return TcpServer.start(
                TcpServerSettings.defaults()
                        .withAddress(InetAddress.getByName(address))
                        .withPort(port),
                asked -> CompletableFuture.completedFuture(BytesReply.of(Reply.Status.OK)),
                logon -> null);
    }

    @Test
    void aNameThatLeadsElsewhereAtTheActivationIsLoggedOnToThere() throws Exception {
        try (TcpServer before = server("127.0.0.1", 0);
                TcpServer after = server("127.0.0.2", before.port())) {
            Site site = Site.of("primary", "tcp://localhost:" + before.port());
            Endpoint endpoint = open(connector, site);
            name.to("127.0.0.2");
            get(connector.activate(endpoint, site, new Epoch(1)));
            assertThat(after.connections()).isEqualTo(1);
            assertThat(requireNonNull(((LiveEndpoint) endpoint).resolution()).addresses())
                    .containsExactly(InetAddress.getByName("127.0.0.2"));
            get(endpoint.send(request("enquiry", "K1", "{}")));
            await().untilAsserted(() -> assertThat(before.connections()).isZero());
            connector.close(endpoint);
        }
    }

    @Test
    void aNameThatLeadsWhereItDidKeepsItsConnectionAndIsKnownFromNow() throws Exception {
        try (TcpServer server = server("127.0.0.1", 0)) {
            Site site = Site.of("primary", "tcp://localhost:" + server.port());
            Endpoint endpoint = open(connector, site);
            get(connector.activate(endpoint, site, new Epoch(1)));
            get(endpoint.send(request("enquiry", "K1", "{}")));
            assertThat(requireNonNull(((LiveEndpoint) endpoint).resolution()).resolvedAtNanos())
                    .isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
            connector.close(endpoint);
        }
    }
}
