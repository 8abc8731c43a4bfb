package dev.sitefailover.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.endpoint.tcp.TcpServer;
import dev.sitefailover.endpoint.tcp.TcpServerSettings;
import dev.sitefailover.site.Site;
import java.security.KeyStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PreflightTlsTest {
    private static final String[] HERE = {"localhost", "127.0.0.1"};

    private static Certificates certificates;
    private static KeyStore trusted;

    @BeforeAll
    static void makeTheAuthority() throws Exception {
        certificates = new Certificates();
        trusted = Certificates.trusting(certificates.authority());
    }

    @Test
    void aGoodCertificateIsShownWithItsDays() throws Exception {
        KeyStore good = certificates.signed("good", -1, 100, HERE);
        try (Desk desk = desk(good)) {
            PreflightReport report =
                    Preflight.of(desk.as("primary")).trusting(trusted).run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            Finding certificate = PreflightTest.the(report, "primary", Check.CERTIFICATE);
            assertThat(certificate.value()).contains("CN=good by CN=authority", "TLSv1.", "98 days left");
            assertThat(certificate.details())
                    .containsEntry("daysToExpiry", 98L)
                    .containsEntry("names", "localhost, 127.0.0.1")
                    .containsEntry("chain", 2L);
            assertThat(PreflightTest.the(report, "primary", Check.GREETING).level())
                    .isEqualTo(Level.OK);
        }
    }

    @Test
    void oneThatEndsSoonIsAWarning() throws Exception {
        KeyStore soon = certificates.signed("soon", -1, 11, HERE);
        try (Desk desk = desk(soon)) {
            PreflightReport report =
                    Preflight.of(desk.as("primary")).trusting(trusted).run();
            Finding certificate = PreflightTest.the(report, "primary", Check.CERTIFICATE);
            assertThat(certificate.level()).isEqualTo(Level.WARN);
            assertThat(certificate.value()).contains("9 days left");
            assertThat(PreflightTest.the(report, "primary", Check.GREETING).level())
                    .isEqualTo(Level.OK);
        }
    }

    @Test
    void anExpiredOneFailsAndIsStillShown() throws Exception {
        Finding certificate = refused(certificates.signed("expired", -10, 5, HERE), true);
        assertThat(certificate.value()).startsWith("expired on ").contains("CN=expired");
        assertThat((Long) certificate.details().get("daysToExpiry")).isNegative();
        assertThat(certificate.advice()).contains("renew");
    }

    @Test
    void oneThatIsNotYetValidFails() throws Exception {
        Finding certificate = refused(certificates.signed("early", 5, 50, HERE), true);
        assertThat(certificate.value()).startsWith("not valid before ");
        assertThat(certificate.advice()).contains("clock");
    }

    @Test
    void oneForAnotherHostFails() throws Exception {
        Finding certificate = refused(certificates.signed("other", -1, 100, "other.example"), true);
        assertThat(certificate.value()).startsWith("it is for other.example, not for 127.0.0.1 ");
        assertThat(certificate.value()).doesNotContain("untrusted");
    }

    @Test
    void oneThatNobodyVouchesForFailsAndItsIssuerIsShown() throws Exception {
        Finding certificate = refused(certificates.signed("stranger", -1, 100, HERE), false);
        assertThat(certificate.value())
                .startsWith("untrusted: nobody in the trust store vouches for it")
                .contains("CN=stranger by CN=authority");
        assertThat(certificate.advice()).contains("trust store");
    }

    @Test
    void severalThingsWrongAreAllTold() throws Exception {
        Finding certificate = refused(certificates.signed("both", -10, 5, "other.example"), true);
        assertThat(certificate.value()).contains("expired on ", "it is for other.example");
    }

    /** The JDK does not look at the dates of a certificate that is in the trust store itself. */
    @Test
    void anExpiredOneThatIsItselfTrustedFailsAlthoughItConnects() throws Exception {
        KeyStore own = certificates.selfSigned("pinned", -10, 5, HERE);
        try (Desk desk = desk(own)) {
            PreflightReport report = Preflight.of(desk.as("primary"))
                    .trusting(Certificates.trusting(own))
                    .run();
            Finding certificate = PreflightTest.the(report, "primary", Check.CERTIFICATE);
            assertThat(certificate.level()).isEqualTo(Level.FAIL);
            assertThat(certificate.value()).startsWith("expired on ").contains("this very certificate");
            assertThat(PreflightTest.the(report, "primary", Check.GREETING).level())
                    .isEqualTo(Level.OK);
        }
    }

    @Test
    void aSiteThatAsksForOurCertificateIsShownIt() throws Exception {
        KeyStore own = certificates.signed("participant", -1, 100, "participant.example");
        KeyStore good = certificates.signed("mutual", -1, 100, HERE);
        try (Desk desk = new Desk(new Greeted("primary", Position.SERVING), good, trusted)) {
            Preflight preflight = Preflight.of(desk.as("primary")).trusting(trusted);
            assertThat(preflight.run().level()).isEqualTo(Level.FAIL);
            PreflightReport report =
                    preflight.identity(own, Certificates.PASSWORD).run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
        }
    }

    @Test
    void aSiteOverFramedTlsIsCheckedFromItsNameToItsRoundTrip() throws Exception {
        KeyStore good = certificates.signed("framed", -1, 100, HERE);
        try (TcpServer server = PreflightTest.tcp(TcpServerSettings.defaults().withTls(Certificates.serving(good)))) {
            PreflightReport report = Preflight.of(Site.of("primary", "tcps://127.0.0.1:" + server.port()))
                    .trusting(trusted)
                    .run();
            assertThat(report.level()).as(report.toText()).isEqualTo(Level.OK);
            assertThat(report.of("primary"))
                    .extracting(Finding::check)
                    .containsExactly(
                            Check.NAME,
                            Check.CONNECT,
                            Check.CERTIFICATE,
                            Check.GREETING,
                            Check.CLOCK,
                            Check.ROUND_TRIP);
            assertThat(PreflightTest.the(report, "primary", Check.CERTIFICATE).value())
                    .contains("CN=framed by CN=authority");
        }
    }

    @Test
    void aPortWithoutTlsIsToldSo() throws Exception {
        try (Desk plain = new Desk(new Greeted("primary", Position.SERVING), null)) {
            Finding certificate = PreflightTest.the(
                    Preflight.of(Site.of("primary", "https://127.0.0.1:" + plain.port()))
                            .run(),
                    "primary",
                    Check.CERTIFICATE);
            assertThat(certificate.level()).isEqualTo(Level.FAIL);
            assertThat(certificate.value()).startsWith("no TLS handshake: ");
        }
    }

    @Test
    void aWildcardSpeaksForOneLabelOnly() {
        java.util.List<String> wildcard = java.util.List.of("*.site.example", "10.0.0.1");
        assertThat(CertificateNames.speakFor("a.site.example", wildcard, false)).isTrue();
        assertThat(CertificateNames.speakFor("A.Site.EXAMPLE", wildcard, false)).isTrue();
        assertThat(CertificateNames.speakFor("a.b.site.example", wildcard, false))
                .isFalse();
        assertThat(CertificateNames.speakFor("site.example", wildcard, false)).isFalse();
        assertThat(CertificateNames.speakFor("10.0.0.1", wildcard, true)).isTrue();
        assertThat(CertificateNames.speakFor("10.0.0.2", wildcard, true)).isFalse();
    }

    private Finding refused(KeyStore keys, boolean vouchedFor) throws Exception {
        try (Desk desk = desk(keys)) {
            Preflight preflight = Preflight.of(desk.as("primary"));
            PreflightReport report = (vouchedFor ? preflight.trusting(trusted) : preflight).run();
            Finding certificate = PreflightTest.the(report, "primary", Check.CERTIFICATE);
            assertThat(certificate.level()).isEqualTo(Level.FAIL);
            assertThat(report.findings())
                    .as("nothing is asked over a connection that is not trusted")
                    .noneMatch(finding -> finding.check() == Check.GREETING);
            return certificate;
        }
    }

    private static Desk desk(KeyStore keys) throws Exception {
        return new Desk(new Greeted("primary", Position.SERVING), keys);
    }
}
