package dev.sitefailover.endpoint.tcp;

import static dev.sitefailover.endpoint.Asking.assertFailure;
import static dev.sitefailover.endpoint.Asking.endpointException;
import static dev.sitefailover.endpoint.Asking.failure;
import static dev.sitefailover.endpoint.Asking.get;
import static dev.sitefailover.endpoint.Asking.open;
import static dev.sitefailover.endpoint.Asking.probe;
import static dev.sitefailover.endpoint.Asking.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.endpoint.BadSite;
import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.endpoint.Certificates;
import dev.sitefailover.proxy.HeldPort;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites that misbehave: each its clear error, which says whether the request may be sent elsewhere. */
class BadTcpSitesTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(100);
    private static final String SILENCE = "nothing was heard for PT0.3S";

    private static TcpSettings settings() {
        return TcpSettings.defaults().withTls(Certificates.trust()).withConnectTimeout(Duration.ofSeconds(10));
    }

    private static Connector<Endpoint> patient() {
        return TcpEndpoints.connector(settings());
    }

    private static Connector<Endpoint> impatient() {
        return TcpEndpoints.connector(settings().withHeartbeat(HEARTBEAT));
    }

    private static BadSite that(String scheme, BadSite.Behaviour behaviour) throws IOException {
        return BadSite.that(scheme.equals("tcps") ? Certificates.good() : null, behaviour);
    }

    private static Site at(String scheme, BadSite site) {
        return Site.of("primary", scheme + "://127.0.0.1:" + site.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcps"})
    void aSiteThatAcceptsAndNeverAnswersIsLeftAfterThreeSilentIntervals(String scheme) throws Exception {
        try (BadSite bad = that(scheme, BadSite.Visit::untilTheyLeave)) {
            Site site = at(scheme, bad);
            assertFailure(failure(impatient(), site, probe()), site, Delivery.IN_DOUBT, SILENCE);
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @Test
    void whoWaitsIsNotToldOfATimeoutOnTheTimersThread() throws Exception {
        try (BadSite bad = that("tcp", BadSite.Visit::untilTheyLeave)) {
            Connector<Endpoint> connector = TcpEndpoints.connector(
                    settings().withRequestTimeout(HEARTBEAT).withLogonTimeout(HEARTBEAT));
            Site site = at("tcp", bad);
            Endpoint endpoint = open(connector, site);
            CompletableFuture<String> told = new CompletableFuture<>();
            endpoint.send(probe())
                    .whenComplete((reply, error) ->
                            told.complete(Thread.currentThread().getName()));
            assertThat(get(told)).doesNotContain("timer");
            CompletableFuture<String> refused = new CompletableFuture<>();
            connector
                    .activate(endpoint, site, new Epoch(1))
                    .whenComplete((nothing, error) ->
                            refused.complete(Thread.currentThread().getName()));
            assertThat(get(refused)).doesNotContain("timer");
            connector.close(endpoint);
        }
    }

    @Test
    void aConnectionThatCannotBeServedDoesNotEndTheServer() throws Exception {
        SSLContext useless = SSLContext.getInstance("TLS"); // it was never initialised
        try (TcpServer server = TcpServer.start(
                TcpServerSettings.defaults().withTls(useless), asked -> new CompletableFuture<>(), logon -> null)) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    client.setSoTimeout(30_000);
                    assertThat(client.getInputStream().read())
                            .as("closed by the server")
                            .isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void aSiteThatNeverAnswersTheTlsHandshakeWasSentNothing() throws Exception {
        try (BadSite bad = BadSite.that(null, BadSite.Visit::untilTheyLeave)) {
            Site site = at("tcps", bad);
            Connector<Endpoint> connector = TcpEndpoints.connector(settings().withConnectTimeout(HEARTBEAT));
            assertFailure(failure(connector, site, probe()), site, Delivery.NOT_SENT, "no TLS handshake within PT0.1S");
        }
    }

    @Test
    void aLogonThatIsNotAnsweredFailsAtItsBound() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            while (!visit.site().endsWithin(20)) {
                visit.out().write(Frame.bytes(Frame.HEARTBEAT, 0, out -> {}));
            }
        })) {
            Site site = at("tcp", bad);
            Connector<Endpoint> connector = TcpEndpoints.connector(settings().withLogonTimeout(HEARTBEAT));
            assertFailure(
                    failure(connector, site, request("enquiry", null, "{}")),
                    site,
                    Delivery.IN_DOUBT,
                    "the logon was not answered within PT0.1S");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcps"})
    void aSiteThatAnswersGarbageDoesNotSpeakTheProtocol(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            visit.out().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            visit.untilTheyLeave();
        })) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(patient(), site, probe()),
                    site,
                    Delivery.IN_DOUBT,
                    "what came is not this protocol",
                    "this says 1213486160");
        }
    }

    @Test
    void aSiteThatSendsAnUnknownKindOfMessageDoesNotSpeakTheProtocol() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            visit.out().write(Frame.bytes((byte) 99, 1, out -> {}));
            visit.untilTheyLeave();
        })) {
            Site site = at("tcp", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.IN_DOUBT, "unknown type 99");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcps"})
    void aSiteThatAnswersSlowlyForEverCountsAsSilent(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            new DataOutputStream(visit.out()).writeInt(1_000_000);
            visit.drip('x');
        })) {
            Site site = at(scheme, bad);
            assertFailure(failure(impatient(), site, probe()), site, Delivery.IN_DOUBT, SILENCE);
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcps"})
    void aSiteThatClosesHalfWayLeavesTheRequestInDoubt(String scheme) throws Exception {
        try (BadSite bad = that(scheme, visit -> {
            visit.takeSomething();
            new DataOutputStream(visit.out()).writeInt(1_000);
            visit.out().write(new byte[] {Frame.REPLY, 0, 0});
        })) {
            Site site = at(scheme, bad);
            assertFailure(
                    failure(patient(), site, probe()), site, Delivery.IN_DOUBT, "closed in the middle of a message");
        }
    }

    @Test
    void aSiteThatResetsTheConnectionLeavesTheRequestInDoubt() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            visit.reset();
        })) {
            Site site = at("tcp", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.IN_DOUBT, "the connection broke");
        }
    }

    @Test
    void aRefusedLogonFailsTheActivationWithTheSitesReason() throws Exception {
        try (TcpServer server = server(null, "participant is not registered", new CopyOnWriteArrayList<>())) {
            Site site = Site.of("primary", server.address().toString());
            assertFailure(
                    failure(patient(), site, request("enquiry", null, "{}")),
                    site,
                    Delivery.REFUSED,
                    "the logon was refused: participant is not registered");
            await().untilAsserted(() -> assertThat(server.connections()).isZero());
        }
    }

    @Test
    void businessBeforeALogonIsRefusedAndProbesAreNot() throws Exception {
        try (TcpServer server = server(null, null, new CopyOnWriteArrayList<>())) {
            Site site = Site.of("primary", server.address().toString());
            Connector<Endpoint> connector = patient();
            Endpoint endpoint = open(connector, site);
            assertThat(get(endpoint.send(probe())).status()).isEqualTo(Reply.Status.OK);
            assertFailure(
                    endpointException(catchThrowable(() -> get(endpoint.send(request("enquiry", null, "{}"))))),
                    site,
                    Delivery.REFUSED,
                    "enquiry needs a logon first");
            connector.close(endpoint);
        }
    }

    @Test
    void aBrokenConnectionIsMadeAnewAndLoggedOnInTheSameEpoch() throws Exception {
        List<TcpLogon> logons = new CopyOnWriteArrayList<>();
        Request enquiry = request("enquiry", null, "{}");
        HeldPort port = HeldPort.onLoopback(0);
        TcpServerSettings samePort = TcpServerSettings.defaults().withPort(port.port());
        port.makeRoom();
        TcpServer server = server(samePort, null, logons);
        Site site = Site.of("primary", server.address().toString());
        Connector<Endpoint> connector = patient();
        Endpoint endpoint = open(connector, site);
        get(connector.activate(endpoint, site, new Epoch(7)));
        get(endpoint.send(enquiry));
        server.close();
        port.hold();
        await().untilAsserted(() -> assertThat(endpointException(catchThrowable(() -> get(endpoint.send(enquiry))))
                        .delivery())
                .isEqualTo(Delivery.NOT_SENT));
        port.makeRoom();
        try (port;
                TcpServer again = server(samePort, null, logons)) {
            await().ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(get(endpoint.send(enquiry)).status()).isEqualTo(Reply.Status.OK));
            assertThat(logons).extracting(TcpLogon::epoch).containsExactly(new Epoch(7), new Epoch(7));
            get(connector.deactivate(endpoint, site, new Epoch(7)));
            await().untilAsserted(() -> assertThat(again.connections()).isZero());
            assertThat(catchThrowable(() -> get(endpoint.send(enquiry)))).isNotNull();
            connector.close(endpoint);
            assertThat(again.connections()).isZero();
        }
    }

    @Test
    void anIdleConnectionIsKeptByHeartbeats() throws Exception {
        try (TcpServer server = server(null, null, new CopyOnWriteArrayList<>())) {
            Site site = Site.of("primary", server.address().toString());
            Connector<Endpoint> connector = TcpEndpoints.connector(settings().withHeartbeat(Duration.ofMillis(300)));
            Endpoint endpoint = open(connector, site);
            get(connector.activate(endpoint, site, new Epoch(1)));
            // longer than the three silent intervals either side would bear
            await().during(Duration.ofMillis(1_500)).until(() -> server.connections() == 1);
            assertThat(get(endpoint.send(request("enquiry", null, "{}"))).status())
                    .isEqualTo(Reply.Status.OK);
            connector.close(endpoint);
        }
    }

    @Test
    void leavingASiteThatHangsTakesNoLongerThanItsBound() throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> visit.drip(0))) {
            Site site = at("tcp", bad);
            Connector<Endpoint> connector = patient();
            Endpoint endpoint = open(connector, site);
            CompletableFuture<Reply> hanging = endpoint.send(probe()).toCompletableFuture();
            get(connector.deactivate(endpoint, site, new Epoch(1)));
            assertThat(hanging).isCompletedExceptionally();
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(1));
        }
    }

    @Test
    void nobodyListeningMeansNothingWasSent() throws Exception {
        try (HeldPort nobody = HeldPort.onLoopback(0)) {
            Site site = Site.of("primary", "tcp://127.0.0.1:" + nobody.port());
            assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, "the connection was refused");
        }
    }

    @Test
    void anUnknownNameIsSaidToBeUnknown() {
        Site site = Site.of("primary", "tcp://no-such-site.invalid:8080");
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
            Site site = at("tcps", bad);
            assertFailure(failure(patient(), site, probe()), site, Delivery.NOT_SENT, words);
        }
    }

    private static TcpServer server(
            @Nullable TcpServerSettings settings, @Nullable String refusal, List<TcpLogon> logons) throws IOException {
        return TcpServer.start(
                settings == null ? TcpServerSettings.defaults() : settings,
                request -> CompletableFuture.completedFuture(BytesReply.of(Reply.Status.OK)),
                logon -> {
                    logons.add(logon);
                    return refusal;
                });
    }
}
