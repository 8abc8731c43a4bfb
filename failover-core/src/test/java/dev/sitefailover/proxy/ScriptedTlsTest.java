package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScriptedTlsTest {
    /** Long enough that nothing merely late is taken for lost. */
    private static final int PATIENCE = 20_000;
    /** Long enough to see that nothing comes. */
    private static final int SILENCE = 300;

    @Test
    void aGoodCertificateIsTakenByAnOrdinaryHttpClient() throws Exception {
        try (ScriptedTls site = ScriptedTls.showing(TlsCertificate.valid())) {
            assertThat(get(site).statusCode()).isEqualTo(200);
            assertThat(site.accepted()).isOne();
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        refused(TlsCertificate.expired(), CertificateExpiredException.class, "NotAfter");
    }

    @Test
    void oneThatIsNotYetValidIsRefused() {
        refused(TlsCertificate.notYetValid(), CertificateNotYetValidException.class, "NotBefore");
    }

    @Test
    void oneOfAnotherHostIsRefused() {
        refused(TlsCertificate.ofAnotherHost(), CertificateException.class, "127.0.0.1");
    }

    @Test
    void oneThatNobodyVouchesForIsRefused() {
        refused(TlsCertificate.untrusted(), CertPathBuilderException.class, "unable to find valid certification path");
    }

    @Test
    void oneThatIsOnlyForClientsIsRefused() {
        refused(TlsCertificate.valid().forClients(), CertificateException.class, "TLS server authentication");
    }

    @Test
    void oneOfAnotherAuthorityIsRefusedAndEachAuthorityHasItsOwnTrust() throws Exception {
        TlsAuthority other = TlsAuthority.create("Another, \"quoted\" authority");
        try (ScriptedTls site = ScriptedTls.of(other, TlsCertificate.valid(), TlsConduct.answering("here"))) {
            assertThat(ask(site, other.clientContext())).isEqualTo("here");
            assertThatThrownBy(() -> ask(site, TlsAuthority.ofThisProcess().clientContext()))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasRootCauseInstanceOf(CertPathBuilderException.class);
        }
    }

    @Test
    void anotherCertificateIsShownFromNowOn() throws Exception {
        try (ScriptedTls site = ScriptedTls.showing(TlsCertificate.valid())) {
            get(site);
            site.show(TlsCertificate.expired());
            assertThatThrownBy(() -> get(site)).hasRootCauseInstanceOf(CertificateExpiredException.class);
            site.show(TlsCertificate.valid());
            assertThat(get(site).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aPayloadIsAnsweredAndThenTheConnectionIsClosedInGoodOrder(String protocol) throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.answering("as told"))) {
            assertThat(ask(site, site.clientContext(), protocol)).isEqualTo("as told");
        }
    }

    @Test
    void aSilentOneAcceptsAndNeverSpeaks() throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.silent());
                SSLSocket client = connect(site, site.clientContext())) {
            client.setSoTimeout(SILENCE);
            assertThatThrownBy(client::startHandshake).isInstanceOf(SocketTimeoutException.class);
            assertThat(site.connections()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100, 100_000})
    void itClosesInTheHandshakeAfterSoManyBytes(int bytes) throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.closingAfter(bytes));
                Socket client = new Socket()) {
            client.connect(site.address(), PATIENCE);
            client.setSoTimeout(PATIENCE);
            SSLSocket tls =
                    (SSLSocket) site.clientContext().getSocketFactory().createSocket(client, "127.0.0.1", 1, false);
            if (bytes < 100_000) {
                assertThatThrownBy(tls::startHandshake)
                        .isInstanceOf(SSLException.class)
                        .hasRootCauseInstanceOf(EOFException.class);
            } else {
                tls.startHandshake(); // TLS 1.3 is done when it has answered
                assertThat(tls.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void itSendsExactlySoManyBytesOfTheHandshake() throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.closingAfter(100));
                Socket client = new Socket()) {
            client.connect(site.address(), PATIENCE);
            client.setSoTimeout(PATIENCE);
            client.getOutputStream().write(helloTo(site));
            assertThat(client.getInputStream().readAllBytes()).hasSize(100).startsWith(22, 3, 3);
        }
    }

    @Test
    void anAlertIsAnsweredToTheHello() throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.alerting(112))) {
            assertThatThrownBy(() -> ask(site, site.clientContext()))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("unrecognized_name");
        }
    }

    @Test
    void plainTextIsAnsweredToTheHello() throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.garbage())) {
            assertThatThrownBy(() -> ask(site, site.clientContext()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("Unsupported or unrecognized SSL message");
        }
    }

    @Test
    void whatIsSaidIsRelayedToARealServerAndBack() throws Exception {
        try (EchoServer server = new EchoServer();
                ScriptedTls site = ScriptedTls.that(TlsConduct.relayingTo("127.0.0.1", server.port()));
                SSLSocket client = connect(site, site.clientContext())) {
            client.getOutputStream().write("over there".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("over there");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            await().until(() -> site.connections() == 0);
        }
    }

    @Test
    void aConductHoldsForConnectionsFromNowOn() throws Exception {
        try (ScriptedTls site = ScriptedTls.that(TlsConduct.answering("one"))) {
            assertThat(ask(site, site.clientContext())).isEqualTo("one");
            site.behave(TlsConduct.answering("two"));
            assertThat(ask(site, site.clientContext())).isEqualTo("two");
            assertThat(site).hasToString("127.0.0.1:" + site.port() + ", which answers with 3 bytes, then closes");
        }
    }

    @Test
    void closingItEndsItsConnectionsAndThreads() throws Exception {
        ScriptedTls site = ScriptedTls.that(TlsConduct.silent());
        String thread = "scripted-tls-" + site.port();
        try (SSLSocket client = connect(site, site.clientContext())) {
            await().until(() -> site.connections() == 1);
            site.close();
            client.setSoTimeout(PATIENCE);
            assertThatThrownBy(client::startHandshake).isInstanceOfAny(SSLException.class, SocketException.class);
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(each -> each.getName().startsWith(thread)));
        site.close();
    }

    @Test
    void aCertificateSaysWhatItWasToldTo() throws Exception {
        TlsAuthority authority = TlsAuthority.create("An authority");
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        KeyStore store = authority.keyStore(TlsCertificate.valid()
                .named("Häuser & Söhne")
                .speakingFor("a.example", "10.0.0.200")
                .valid(Duration.ofDays(10), Duration.ofDays(20_000)));
        X509Certificate made =
                (X509Certificate) store.getCertificate(store.aliases().nextElement());
        made.verify(authority.certificate().getPublicKey());
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=Häuser & Söhne");
        assertThat(made.getIssuerX500Principal().getName()).isEqualTo("CN=An authority");
        assertThat(made.getSubjectAlternativeNames())
                .map(name -> (Object) name.get(1))
                .containsExactly("a.example", "10.0.0.200");
        assertThat(made.getNotBefore().toInstant())
                .isBetween(before.plus(Duration.ofDays(10)), Instant.now().plus(Duration.ofDays(10)));
        assertThat(made.getNotAfter().toInstant()) // past 2049 dates are written differently
                .isEqualTo(made.getNotBefore().toInstant().plus(Duration.ofDays(20_000)));
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
        assertThat(authority.certificate().getKeyUsage()[5])
                .as("may sign certificates")
                .isTrue();
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(authority.toPem().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(authority.certificate());
    }

    @Test
    void badParametersAreNamed() {
        assertThatThrownBy(() -> TlsConduct.alerting(256)).hasMessage("description must be from 0 to 255, was 256");
        assertThatThrownBy(() -> TlsConduct.closingAfter(-1)).hasMessage("bytes must be >= 0, was -1");
        assertThatThrownBy(() -> TlsCertificate.valid().valid(Duration.ZERO, Duration.ZERO))
                .hasMessage("lasting must be longer than PT0S, was PT0S");
    }

    private static void refused(TlsCertificate certificate, Class<? extends Throwable> why, String words) {
        try (ScriptedTls site = ScriptedTls.showing(certificate)) {
            assertThatThrownBy(() -> get(site))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasRootCauseInstanceOf(why)
                    .rootCause()
                    .hasMessageContaining(words);
        }
    }

    private static HttpResponse<String> get(ScriptedTls site) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(site.clientContext()).build();
        return client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + site.port() + "/"))
                        .timeout(Duration.ofMillis(PATIENCE))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] helloTo(ScriptedTls site) throws SSLException {
        SSLEngine client = site.clientContext().createSSLEngine();
        client.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(1 << 16);
        client.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static SSLSocket connect(ScriptedTls site, SSLContext trust) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket();
        socket.connect(site.address(), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String ask(ScriptedTls site, SSLContext trust, String... protocols) throws IOException {
        try (SSLSocket socket = connect(site, trust)) {
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.getOutputStream().write("?".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
