package com.example.gateway;

import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.proxy.FaultProxy;
import dev.sitefailover.proxy.ProxyFault;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real sockets, real time: a proxy stands between the gateway and its sites and takes the primary away. */
class Step5RealSocketTest {

    @Test
    void theBareGatewaySubmitsTwiceOverARealSocketToo() throws Exception {
        try (LineServer primary = new LineServer(LineServer.books());
                FaultProxy proxy = FaultProxy.to("127.0.0.1", primary.port()).start();
                ClearingClient client = new SocketClient(proxy.address(), ofSeconds(1))) {
            proxy.inflict(ProxyFault.hang()); // what is sent arrives, the answer does not
            RetryingGateway gateway = new RetryingGateway(client, pause -> proxy.heal());

            gateway.submit(1);

            assertThat(primary.taken).containsExactly(1L, 1L);
        }
    }

    @Test
    void theGatewayBehindTheLibraryMovesAndSubmitsOnce() throws Exception {
        List<Long> books = LineServer.books();
        try (LineServer primary = new LineServer(books);
                LineServer secondary = new LineServer(books);
                FaultProxy proxy = FaultProxy.to("127.0.0.1", primary.port()).start();
                SiteFailover<SocketClient> sites = sites(proxy.port(), secondary.port())) {
            FailoverGateway gateway = new FailoverGateway(sites, pause -> Thread.sleep(pause.toMillis()));
            assertThat(gateway.submit(1)).isEqualTo(FailoverGateway.Result.DONE);

            proxy.inflict(ProxyFault.hang());
            long instruction = 2;
            while (gateway.submit(instruction) != FailoverGateway.Result.DONE) {
                instruction++; // in doubt, until the library has moved
            }

            assertThat(sites).isRoutedTo("secondary");
            sites.reconcile(); // now, not only in some seconds
            for (InDoubtEntry entry : sites.inDoubt().entries()) {
                entry.settled().toCompletableFuture().get(30, TimeUnit.SECONDS); // found out by asking
            }
            assertThat(sites).hasNothingInDoubt();
            assertThat(books).doesNotHaveDuplicates().contains(1L, 2L, instruction);
        }
    }

    /** As in production, only more impatient with probes. */
    private static SiteFailover<SocketClient> sites(int primary, int secondary) {
        return FailoverGateway.settings(SiteFailover.connecting(Step5RealSocketTest::connect))
                .sites(
                        Site.of("primary", "tcp://127.0.0.1:" + primary),
                        Site.of("secondary", "tcp://127.0.0.1:" + secondary))
                .probe(HealthProbe.blocking(
                        client -> client.isOpen() ? ProbeResult.serving() : ProbeResult.standby("not promoted")))
                .probing(ProbeSettings.defaults().withInterval(ofMillis(200)))
                .reconciler(FailoverGateway.SUBMIT, Reconciler.blocking((client, entry) -> find(client, entry.key())))
                .start();
    }

    private static SocketClient connect(Site site) {
        return new SocketClient(
                new InetSocketAddress(site.address().getHost(), site.address().getPort()), ofSeconds(1));
    }

    private static Finding find(ClearingClient client, String key) {
        try {
            return client.has(Long.parseLong(key)) ? Finding.APPLIED : Finding.ABSENT;
        } catch (IOException e) {
            return Finding.UNKNOWN;
        }
    }
}
