package dev.sitefailover.endpoint.http;

import static dev.sitefailover.endpoint.Asking.get;
import static dev.sitefailover.endpoint.Asking.open;
import static dev.sitefailover.endpoint.Asking.probe;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.endpoint.BadSite;
import dev.sitefailover.endpoint.LiveEndpoint;
import dev.sitefailover.endpoint.MovedName;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are resolved anew when a site is activated. */
@Timeout(60)
class HttpNamesTest {
    private final MovedName name = new MovedName();
    private final Connector<Endpoint> connector = new HttpConnector(HttpSettings.defaults(), name);
    private BadSite good;
    private Site site;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        good = BadSite.that(null, visit -> {
            while (true) {
                visit.takeUntil("{}");
                visit.out().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII));
                visit.out().flush();
            }
        });
        site = Site.of("primary", "http://localhost:" + good.port());
        endpoint = open(connector, site);
        get(endpoint.send(probe()));
    }

    @AfterEach
    void stop() throws Exception {
        connector.close(endpoint);
        good.close();
    }

    private NameResolution resolution() {
        return requireNonNull(((LiveEndpoint) endpoint).resolution());
    }

    @Test
    void aNameThatLeadsElsewhereAtTheActivationIsConnectedToAnew() throws Exception {
        name.to("127.0.0.2");
        get(connector.activate(endpoint, site, new Epoch(1)));
        assertThat(resolution().addresses()).containsExactly(InetAddress.getByName("127.0.0.2"));
        get(endpoint.send(probe()));
        assertThat(good.accepted()).as("no pooled connection was used on").isEqualTo(2);
    }

    @Test
    void aNameThatLeadsWhereItDidIsKnownFromNow() throws Exception {
        get(connector.activate(endpoint, site, new Epoch(1)));
        assertThat(name.asked()).isEqualTo(2);
        assertThat(resolution().resolvedAtNanos()).isEqualTo(2);
        get(endpoint.send(probe()));
    }

    @Test
    void aResolverThatFailsDoesNotKeepASiteFromBeingActivated() throws Exception {
        name.fail();
        get(connector.activate(endpoint, site, new Epoch(1)));
        assertThat(resolution().resolvedAtNanos()).as("its age says so").isEqualTo(1);
        get(endpoint.send(probe()));
    }
}
