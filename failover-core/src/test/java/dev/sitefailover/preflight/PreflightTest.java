package dev.sitefailover.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.endpoint.tcp.TcpServer;
import dev.sitefailover.endpoint.tcp.TcpServerSettings;
import dev.sitefailover.proxy.HeldPort;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final Greeted PRIMARY = new Greeted("primary", Position.SERVING);
    private static final Greeted SECONDARY = new Greeted("secondary", Position.STANDBY);
    /** Generous: only silence takes so long. */
    private static final Duration STEP = Duration.ofSeconds(5);

    @Test
    void twoGoodSitesPassWithEverythingMeasured() throws Exception {
        try (Desk one = new Desk(PRIMARY, null);
                Desk two = new Desk(SECONDARY, null)) {
            PreflightReport report =
                    Preflight.of(one.as("primary"), two.as("secondary")).run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            for (String site : new String[] {"primary", "secondary"}) {
                assertThat(report.of(site))
                        .extracting(Finding::check)
                        .containsExactly(Check.NAME, Check.CONNECT, Check.GREETING, Check.CLOCK, Check.ROUND_TRIP);
            }
            assertThat(the(report, "primary", Check.GREETING).value())
                    .isEqualTo("answers as primary, serving, environment not told");
            assertThat(the(report, "secondary", Check.GREETING).value())
                    .isEqualTo("answers as secondary, standby, environment not told");
            assertThat(the(report, "primary", Check.ROUND_TRIP).details()).containsKey("medianMicros");
            assertThat((Long) the(report, "primary", Check.CLOCK).details().get("uncertaintyMillis"))
                    .as("a Date header has whole seconds")
                    .isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void aNameIsLookedUpAndTheJvmsCacheIsLookedAt() throws Exception {
        try (Desk one = new Desk(PRIMARY, null)) {
            PreflightReport report =
                    Preflight.of(one.as("primary", "localhost")).run();
            assertThat(the(report, "primary", Check.NAME).value()).contains("127.0.0.1");
            assertThat(the(report, "primary", Check.DNS_CACHE).details())
                    .containsKeys("positiveSeconds", "negativeSeconds");
        }
    }

    @Test
    void theWrongSiteIsToldApart() throws Exception {
        try (Desk one = new Desk(SECONDARY, null)) {
            Finding greeting = the(Preflight.of(one.as("primary")).run(), "primary", Check.GREETING);
            assertThat(greeting.level()).isEqualTo(Level.FAIL);
            assertThat(greeting.value()).isEqualTo("answers as secondary (standby), not as primary");
            assertThat(greeting.advice()).contains("another site");
        }
    }

    @Test
    void anEnvironmentThatIsToldIsShown() throws Exception {
        try (Desk one = new Desk(PRIMARY.in(Greeted.TEST), null)) {
            Finding greeting = the(Preflight.of(one.as("primary")).run(), "primary", Check.GREETING);
            assertThat(greeting.level()).isEqualTo(Level.OK);
            assertThat(greeting.value()).isEqualTo("answers as primary, serving, test");
        }
    }

    @Test
    void aTestSiteAmongProductionSitesFails() throws Exception {
        try (Desk one = new Desk(PRIMARY.in(Greeted.PRODUCTION), null);
                Desk two = new Desk(SECONDARY.in(Greeted.TEST), null)) {
            PreflightReport report =
                    Preflight.of(one.as("primary"), two.as("secondary")).run();
            assertThat(report.level("primary")).isEqualTo(Level.FAIL);
            assertThat(the(report, "secondary", Check.GREETING).value()).contains("production and test");
        }
    }

    @Test
    void aSiteThatTellsItsTimeIsMeasuredBetterThanByTheDateHeader() throws Exception {
        try (Desk one = new Desk(PRIMARY.at(Instant.now().plusSeconds(3600)), null)) {
            Finding clock = the(Preflight.of(one.as("primary")).run(), "primary", Check.CLOCK);
            assertThat(clock.level()).isEqualTo(Level.WARN);
            assertThat((Long) clock.details().get("offsetMillis")).isBetween(3_500_000L, 3_600_000L);
            assertThat(clock.advice()).contains("NTP");
        }
    }

    @Test
    void nothingListensIsRefused() throws Exception {
        Finding connect;
        try (HeldPort nobody = HeldPort.onLoopback(0)) {
            Site site = Site.of("primary", "http://127.0.0.1:" + nobody.port());
            connect = the(Preflight.of(site).run(), "primary", Check.CONNECT);
        }
        assertThat(connect.level()).isEqualTo(Level.FAIL);
        assertThat(connect.value()).contains("refused");
        assertThat(connect.advice()).contains("firewall");
    }

    @Test
    void anUnknownHostIsToldAsSuchAndNothingElseIsTried() {
        PreflightReport report =
                Preflight.of(Site.of("primary", "http://no-such-host.invalid")).run();
        assertThat(the(report, "primary", Check.NAME).value()).isEqualTo("no address for no-such-host.invalid");
        assertThat(report.findings()).noneMatch(finding -> finding.check() == Check.CONNECT);
        assertThat(report.level()).isEqualTo(Level.FAIL);
    }

    @Test
    void aSilentSiteIsGivenUpAndHidesNoOther() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Desk good = new Desk(PRIMARY, null)) {
            Duration step = Duration.ofMillis(500);
            PreflightReport report = Preflight.of(
                            Site.of("quiet", "http://127.0.0.1:" + silent.getLocalPort()),
                            Site.of("quiet-tls", "https://127.0.0.1:" + silent.getLocalPort()),
                            good.as("primary"))
                    .timeout(step)
                    .run();
            assertThat(the(report, "quiet", Check.GREETING).value()).isEqualTo("no answer in time");
            assertThat(the(report, "quiet-tls", Check.CERTIFICATE).value()).contains("no answer in time");
            assertThat(report.of("primary")).anyMatch(finding -> finding.check() == Check.CONNECT);
            assertThat(report.took())
                    .isLessThan(step.multipliedBy(Preflight.STEPS).plus(STEP));
        }
    }

    @Test
    void anAnswerThatIsNoGreetingIsNoSite() throws Exception {
        try (Desk one = new Desk(PRIMARY, null)) {
            one.greeting = "<html>It works!</html>".getBytes(UTF_8);
            Finding html = the(Preflight.of(one.as("primary")).run(), "primary", Check.GREETING);
            assertThat(html.level()).isEqualTo(Level.FAIL);
            assertThat(html.value()).contains("no greeting");
            one.status = 404;
            assertThat(the(Preflight.of(one.as("primary")).run(), "primary", Check.GREETING)
                            .value())
                    .isEqualTo("HTTP 404");
            one.status = 200;
            one.greeting = new Refusal(Refusal.Status.BUSINESS_ERROR, "unknown participant").body();
            assertThat(the(Preflight.of(one.as("primary")).run(), "primary", Check.GREETING)
                            .value())
                    .isEqualTo("no greeting: unknown participant");
        }
    }

    @Test
    void aTcpSiteIsProbedAndNeverLoggedOnTo() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Endpoint probed = request -> request.operation().equals("probe")
                    ? CompletableFuture.completedFuture(new Pong("primary", Position.STANDBY))
                    : CompletableFuture.failedFuture(new EndpointException(Delivery.REFUSED, "log on first"));
            Connector<Endpoint> connector = site -> CompletableFuture.completedFuture(probed);
            PreflightReport report = Preflight.of(Site.of("primary", "tcp://127.0.0.1:" + port.getLocalPort()))
                    .connector(connector)
                    .run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            assertThat(the(report, "primary", Check.GREETING).value())
                    .isEqualTo("answers as primary, standby, environment not told");
        }
    }

    @Test
    void aRealTcpSiteIsCheckedWithoutALogonAndSaysWhatItDoesNotTell() throws Exception {
        try (TcpServer server = tcp(TcpServerSettings.defaults())) {
            PreflightReport report = Preflight.of(Site.of("primary", "tcp://127.0.0.1:" + server.port()))
                    .run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            assertThat(report.of("primary"))
                    .extracting(Finding::check)
                    .containsExactly(Check.NAME, Check.CONNECT, Check.GREETING, Check.CLOCK, Check.ROUND_TRIP);
            assertThat(the(report, "primary", Check.GREETING).value())
                    .isEqualTo("answers as primary, serving, environment not told");
            assertThat(the(report, "primary", Check.CLOCK).value()).startsWith("not told: ");
        }
    }

    /** A site that answers probes and takes no logon. */
    static TcpServer tcp(TcpServerSettings settings) throws IOException {
        return TcpServer.start(
                settings,
                request -> CompletableFuture.completedFuture(
                        ClearingCodec.decodeRequest(request.body()) instanceof ProbePing
                                ? new Pong("primary", Position.SERVING)
                                : Refusal.FAILED),
                logon -> "nobody logs on here");
    }

    @Test
    void aRealDatabaseServerIsAskedForItsTime() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            PreflightReport report = Preflight.of(Site.of(
                            "primary", "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:preflight;USER=sa"))
                    .run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            assertThat(the(report, "primary", Check.CLOCK).details()).containsKeys("offsetMillis", "uncertaintyMillis");
        } finally {
            server.stop();
        }
    }

    @Test
    void aDatabaseIsConnectedToAndAsked() {
        PreflightReport report =
                Preflight.of(Site.of("primary", "jdbc:h2:mem:preflight")).run();
        assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
        assertThat(report.of("primary"))
                .extracting(Finding::check)
                .containsExactly(
                        Check.NAME, Check.CONNECT, Check.CERTIFICATE, Check.GREETING, Check.CLOCK, Check.ROUND_TRIP);
        for (Check untold : new Check[] {Check.NAME, Check.CONNECT, Check.CERTIFICATE}) {
            assertThat(the(report, "primary", untold).value()).startsWith("not told: ");
        }
        assertThat(the(report, "primary", Check.GREETING).value())
                .startsWith("H2 ")
                .contains("is not told");
        assertThat(the(report, "primary", Check.CLOCK).details()).containsKeys("offsetMillis", "uncertaintyMillis");
        assertThat(the(report, "primary", Check.ROUND_TRIP).level()).isEqualTo(Level.OK);
    }

    @Test
    void aDatabaseWithoutADriverIsToldSo() {
        Finding greeting =
                the(Preflight.of(Site.of("primary", "jdbc:nobody:knows")).run(), "primary", Check.GREETING);
        assertThat(greeting.level()).isEqualTo(Level.FAIL);
        assertThat(greeting.advice()).contains("driver");
    }

    @Test
    void whatCannotBeLookedAtIsKnownBefore() {
        assertThat(obstacle("primary")).isEqualTo("it has no scheme");
        assertThat(obstacle("ftp://host")).isEqualTo("its scheme is ftp");
        assertThat(obstacle("http:///path")).isEqualTo("it names no host");
        assertThat(obstacle("http://my_host:80")).isEqualTo("its host or port cannot be read: my_host:80");
        assertThat(obstacle("tcp://host")).isEqualTo("it names no port");
        assertThat(obstacle("tcp://host:0")).isEqualTo("its port is 0");
        assertThat(obstacle("http://host:65536")).isEqualTo("its port is 65536");
        for (String fine : List.of(
                "HTTP://host",
                "https://me@[::1]:65535/path",
                "tcps://10.0.0.1:1",
                "jdbc:postgresql://a,b/x",
                "jdbc:sqlite:file.db")) {
            assertThat(obstacle(fine)).as(fine).isEmpty();
        }
    }

    private static String obstacle(String address) {
        return Preflight.obstacle(URI.create(address)).orElse("");
    }

    @Test
    void anAddressThatCannotBeCheckedSaysWhatCan() {
        Finding address = the(Preflight.of(Site.of("primary", "ftp://host")).run(), "primary", Check.ADDRESS);
        assertThat(address.value()).contains("its scheme is ftp");
        assertThat(address.advice()).contains("https");
        assertThat(the(Preflight.of(Site.of("primary", "tcp://host")).run(), "primary", Check.ADDRESS)
                        .value())
                .contains("no port");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Site site = Site.of("primary", "http://127.0.0.1:1");
        assertThatThrownBy(() -> Preflight.of()).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> Preflight.of(site, site)).hasMessageContaining("unique");
        assertThatThrownBy(() -> Preflight.of(site).timeout(Duration.ZERO)).hasMessageContaining("timeout");
    }

    static Finding the(PreflightReport report, String site, Check check) {
        return report.of(site).stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " of " + site + " in\n" + report.toText()));
    }
}
