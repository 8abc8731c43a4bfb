package dev.sitefailover.endpoint.http;

import static dev.sitefailover.endpoint.Asking.assertFailure;
import static dev.sitefailover.endpoint.Asking.failure;
import static dev.sitefailover.endpoint.Asking.get;
import static dev.sitefailover.endpoint.Asking.open;
import static dev.sitefailover.endpoint.Asking.probe;
import static dev.sitefailover.endpoint.Asking.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.endpoint.Asking;
import dev.sitefailover.endpoint.BadSite;
import dev.sitefailover.endpoint.Certificates;
import dev.sitefailover.proxy.HeldPort;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites that misbehave: each its clear error, which says whether the request may be sent elsewhere. */
class BadHttpSitesTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private static Connector<Endpoint> patient() {
        return HttpEndpoints.connector(HttpSettings.defaults().withTls(Certificates.trust()));
    }

    private static Connector<Endpoint> impatient() {
        return HttpEndpoints.connector(
                HttpSettings.defaults().withTls(Certificates.trust()).withRequestTimeout(SHORT));
    }

    private static BadSite that(String scheme, BadSite.Behaviour behaviour) throws IOException {
        return BadSite.that(scheme.equals("https") ? Certificates.good() : null, behaviour);
    }

    private static Site at(String scheme, BadSite site) {
        return Site.of("primary", scheme + "://127.0.0.1:" + site.port());
    }

    private static void say(BadSite.Visit visit, String text) throws IOException {
        visit.out().write(text.getBytes(US_ASCII));
        visit.out().flush();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSiteThatAcceptsAndNeverAnswersLeavesTheRequestInDoubt(String scheme) throws Exception {
        try (BadSite bad = that(scheme, BadSite.Visit::untilTheyLeave)) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(impatient(), site, probe()), site, Delivery.IN_DOUBT, "no complete answer within PT0.4S");
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @ParameterizedTest
    @CsvSource({"'enquiry', 'K\n1'", "'two words', 'K1'"})
    void aRequestThatHttpCannotCarryIsKeptHere(String operation, String key) throws Exception {
        try (BadSite site = that("http", BadSite.Visit::untilTheyLeave)) {
            Site at = at("http", site);
            EndpointException failure = failure(patient(), at, request(operation, key, "{}"));
            assertFailure(failure, at, Delivery.NOT_SENT, "nothing was sent");
            assertThat(EndpointException.isKeptHere(failure)).isTrue();
            assertThat(site.accepted()).isZero();
        }
    }

    @Test
    void whoWaitsIsNotToldOfATimeoutOnTheTimersThread() throws Exception {
        try (BadSite bad = that("http", BadSite.Visit::untilTheyLeave)) {
            Endpoint endpoint = open(impatient(), at("http", bad));
            CompletableFuture<String> told = new CompletableFuture<>();
            endpoint.send(probe())
                    .whenComplete((reply, error) ->
                            told.complete(Thread.currentThread().getName()));
            assertThat(get(told)).doesNotContain("timer");
            impatient().close(endpoint);
        }
    }

    @Test
    void aKeyThatIsNotForServersIsSaidToBeNoneAndTheNameIsNotBlamed() throws Exception {
        try (BadSite bad = BadSite.that(Certificates.forClients(), BadSite.Visit::untilTheyLeave)) {
            Site site = at("https", bad);
            EndpointException failure = failure(patient(), site, probe());
            assertFailure(failure, site, Delivery.NOT_SENT, "its certificate is not accepted", "server authentication");
            assertThat(failure).hasMessageNotContaining("not for");
        }
    }

    @Test
    void whereThereIsAProxyNobodyLooksPastIt() throws Exception {
        try (HeldPort nobody = HeldPort.onLoopback(0)) {
            Site site = Site.of("primary", "http://127.0.0.1:" + nobody.port());
            assertThat(get(patient().presence(site))).isEqualTo(Presence.REFUSED);
            assertThat(behindProxy(site, () -> get(patient().presence(site)))).isEqualTo(Presence.UNKNOWN);
        }
    }

    private static <T> T behindProxy(Site site, Callable<T> look) throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                boolean ours = uri.equals(site.address());
                return List.of(
                        ours
                                ? new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 1))
                                : Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            return look.call();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void aSiteThatNeverAnswersTheTlsHandshakeWasSentNothing() throws Exception {
        try (BadSite bad = BadSite.that(null, BadSite.Visit::untilTheyLeave)) {
            Site site = at("https", bad);
            Connector<Endpoint> connector = HttpEndpoints.connector(
                    HttpSettings.defaults().withTls(Certificates.trust()).withConnectTimeout(SHORT));
            assertFailure(failure(connector, site, probe()), site, Delivery.NOT_SENT, "no connection within PT0.4S");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSiteThatAnswersGarbageDoesNotSpeakHttp(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            say(visit, "220 ready when you are\r\n\r\n");
            visit.untilTheyLeave();
        })) {
            Site site = at(scheme, bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.IN_DOUBT, "not HTTP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSiteThatAnswersSlowlyForEverIsGivenUpAtTheBound(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            visit.drip('x');
        })) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(impatient(), site, probe()), site, Delivery.IN_DOUBT, "no complete answer within PT0.4S");
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSiteThatClosesHalfWayLeavesTheRequestInDoubt(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        })) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(patient(), site, probe()),
                    site,
                    Delivery.IN_DOUBT,
                    "closed before the answer was complete");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSiteThatClosesWithoutAWordLeavesTheRequestInDoubt(String scheme) throws Exception {
        try (BadSite bad = that(scheme, BadSite.Visit::takeSomething)) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(patient(), site, probe()),
                    site,
                    Delivery.IN_DOUBT,
                    "closed before the answer was complete");
        }
    }

    @Test
    void aSiteThatResetsTheConnectionLeavesTheRequestInDoubt() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            visit.reset();
        })) {
            Site site = at("http", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.IN_DOUBT, "the connection was reset");
        }
    }

    @Test
    void aSiteThatAnswersTooMuchIsCutOff() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(5_000));
            visit.untilTheyLeave();
        })) {
            Site site = at("http", bad);
            Connector<Endpoint> connector =
                    HttpEndpoints.connector(HttpSettings.defaults().withMostBody(1_000));
            assertFailure(failure(connector, site, probe()), site, Delivery.IN_DOUBT, "longer than 1000 bytes");
        }
    }

    @Test
    void aSiteThatSendsItsClientsElsewhereIsNotFollowed() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            say(visit, "HTTP/1.1 307 Over There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
            visit.untilTheyLeave();
        })) {
            Site site = at("http", bad);
            assertFailure(
                    failure(patient(), site, probe()), site, Delivery.REFUSED, "307", "redirects are not followed");
        }
    }

    @Test
    void nobodyListeningMeansNothingWasSent() throws Exception {
        try (HeldPort nobody = HeldPort.onLoopback(0)) {
            Site site = Site.of("primary", "http://127.0.0.1:" + nobody.port());
            assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, "the connection was refused");
        }
    }

    @Test
    void anUnknownNameIsSaidToBeUnknown() {
        Site site = Site.of("primary", "http://no-such-site.invalid:8080");
        assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, "no-such-site.invalid is unknown");
    }

    @Test
    void anExpiredCertificateIsSaidToHaveExpiredAndWhen() throws Exception {
        assertCertificate(Certificates.expired(), "its certificate expired on 2020-01-3");
    }

    @Test
    void aCertificateForAnotherHostIsSaidToBeForThatHost() throws Exception {
        assertCertificate(Certificates.ofAnotherHost(), "its certificate is for elsewhere.example, not for 127.0.0.1");
    }

    @Test
    void aCertificateOfAnUnknownIssuerNamesTheIssuer() throws Exception {
        assertCertificate(Certificates.ofUnknownIssuer(), "issued by nobody who is trusted here", "CN=A stranger");
    }

    private static void assertCertificate(SSLContext certificate, String... words) throws Exception {
        try (BadSite bad = BadSite.that(certificate, BadSite.Visit::untilTheyLeave)) {
            Site site = at("https", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, words);
        }
    }

    @Test
    void aSiteWithoutTlsIsNotTalkedToInTheClear() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            say(visit, "HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            Site site = at("https", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, "the TLS handshake failed");
        }
    }

    @Test
    void aRequestOnAConnectionThatTheSiteCloses_isNeverSentTwice() throws Exception {
        List<String> submissions = new CopyOnWriteArrayList<>();
        try (BadSite bad = BadSite.that(null, visit -> {
            for (String sent = visit.takeUntil("{}"); !sent.contains("/submit"); sent = visit.takeUntil("{}")) {
                say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
            submissions.add("read, and the connection closed instead of an answer");
        })) {
            Site site = at("http", bad);
            Connector<Endpoint> connector = patient();
            Endpoint endpoint = open(connector, site);
            get(endpoint.send(probe())); // from here on a pooled connection can be used
            EndpointException failed = Asking.endpointException(
                    Assertions.catchThrowable(() -> get(endpoint.send(request("submit", "p/1", "{}")))));
            assertFailure(failed, site, Delivery.IN_DOUBT, "the connection was closed");
            get(endpoint.send(probe())); // whatever the client would repeat, it would have repeated before
            connector.close(endpoint);
            assertThat(submissions).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void leavingASiteClosesIdleConnectionsAndEndsWhatIsOutstanding(String scheme) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (BadSite bad = that(scheme, visit -> {
            if (connections.incrementAndGet() == 1) {
                visit.takeSomething();
                say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
            visit.untilTheyLeave();
        })) {
            Site site = at(scheme, bad);
            Connector<Endpoint> connector = patient();
            Endpoint endpoint = open(connector, site);
            get(connector.activate(endpoint, site, new Epoch(3)));
            get(endpoint.send(probe()));
            CompletableFuture<Reply> hanging = endpoint.send(probe()).toCompletableFuture();
            CompletableFuture<Reply> another = endpoint.send(probe()).toCompletableFuture();
            await().untilAsserted(() -> assertThat(bad.accepted()).isGreaterThanOrEqualTo(2));

            get(connector.deactivate(endpoint, site, new Epoch(3)));

            for (CompletableFuture<Reply> outstanding : List.of(hanging, another)) {
                await().untilAsserted(() -> assertThat(outstanding).isDone());
                assertFailure(
                        Asking.endpointException(Assertions.catchThrowable(outstanding::join)),
                        site,
                        Delivery.IN_DOUBT,
                        "left the site");
            }
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
            assertThat(Asking.endpointException(Assertions.catchThrowable(() -> get(endpoint.send(probe()))))
                            .delivery())
                    .isEqualTo(Delivery.NOT_SENT);
        }
    }

    @Test
    void cancellingARequestFreesItsConnection() throws Exception {
        try (BadSite bad = BadSite.that(null, BadSite.Visit::untilTheyLeave)) {
            Site site = at("http", bad);
            Connector<Endpoint> connector = patient();
            Endpoint endpoint = open(connector, site);
            CompletableFuture<Reply> reply = endpoint.send(probe()).toCompletableFuture();
            await().untilAsserted(() -> assertThat(bad.accepted()).isEqualTo(1));
            reply.cancel(true);
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(1));
            connector.close(endpoint);
        }
    }

    @Test
    void warmingUpHoldsThatManyConnectionsBeforeTheFirstCall() throws Exception {
        try (BadSite good = BadSite.that(null, visit -> {
            while (visit.in().read(new byte[8192]) > 0) {
                visit.site().endsWithin(50); // so that all are under way at once
                say(visit, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            Site site = at("http", good);
            Connector<Endpoint> connector = HttpEndpoints.connector(
                    HttpSettings.defaults().withWarmUp(new WarmUp(probe(), 4, Duration.ofSeconds(20))));
            Endpoint endpoint = open(connector, site);
            assertThat(good.accepted()).isEqualTo(4);
            connector.close(endpoint);
            await().untilAsserted(() -> assertThat(good.ended()).isEqualTo(4));
        }
    }

    @Test
    void theJvmSwitchThatRepeatsRequestsIsNotAccepted() {
        @Nullable String before = System.getProperty("jdk.httpclient.enableAllMethodRetry");
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
        try {
            Assertions.assertThatThrownBy(() -> open(patient(), Site.of("primary", "http://127.0.0.1:1")))
                    .hasMessageContaining("jdk.httpclient.enableAllMethodRetry");
        } finally {
            if (before == null) {
                System.clearProperty("jdk.httpclient.enableAllMethodRetry");
            } else {
                System.setProperty("jdk.httpclient.enableAllMethodRetry", before);
            }
        }
    }
}
