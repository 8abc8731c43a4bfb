package dev.sitefailover.endpoint.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.endpoint.Asking;
import dev.sitefailover.endpoint.BadSite;
import dev.sitefailover.endpoint.Certificates;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Database servers that misbehave, with PostgreSQL's driver on real sockets: each its clear error within the deadline,
 * which says whether something may have been committed.
 */
@Timeout(60)
class BadJdbcSitesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    /** Where a site is good at first: a loaded machine takes a while to load a driver and to shake hands. */
    private static final Duration UNHURRIED = Duration.ofSeconds(20);

    /** What it does instead of answering. */
    @SuppressWarnings("ImmutableEnumChecker") // what they do keeps nothing
    enum Instead {
        NEVER_ANSWERS("within PT", BadSite.Visit::untilTheyLeave),
        ANSWERS_GARBAGE("broke", visit -> {
            visit.out().write("?what is this?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            visit.untilTheyLeave();
        }),
        ANSWERS_SLOWLY_FOR_EVER("within PT", visit -> {
            visit.out().write('D'); // a row, of a length that never comes
            visit.drip(1);
        }),
        CLOSES_HALF_WAY("broke", visit -> visit.out().write(new byte[] {'C', 0, 0}));

        private final String words;
        private final BadSite.Behaviour behaviour;

        Instead(String words, BadSite.Behaviour behaviour) {
            this.words = words;
            this.behaviour = behaviour;
        }
    }

    @TempDir
    private Path directory;

    private static Site at(BadSite bad, String settings) {
        return Site.of("primary", "jdbc:postgresql://127.0.0.1:" + bad.port() + "/clearing?user=gateway" + settings);
    }

    private static Site plain(BadSite bad) {
        // no statements of the driver's own before ours
        return at(bad, "&sslmode=disable&preferQueryMode=simple&assumeMinServerVersion=17");
    }

    private Site verified(BadSite bad) throws Exception {
        Path issuer = Files.writeString(directory.resolve("issuer.pem"), Certificates.issuerAsPem());
        return at(
                bad,
                "&sslmode=verify-full&preferQueryMode=simple&assumeMinServerVersion=17&sslrootcert="
                        + issuer.toUri().getPath());
    }

    /** Routed to that site whatever it says, so that calls and not probes find out. */
    private static FailoverDataSource source(Site site, Duration connecting) {
        FailoverDataSource source = FailoverDataSource.over(
                        site, Site.of("secondary", "jdbc:postgresql://127.0.0.1:1/clearing"))
                .operationTimeout(DEADLINE)
                .configure(engine -> engine.callTimeout(connecting)
                        .probe((client, at) -> CompletableFuture.completedFuture(
                                at.equals(site) ? ProbeResult.serving() : ProbeResult.standby("not promoted"))))
                .start();
        source.failover().whenRouted().toCompletableFuture().join();
        return source;
    }

    private static EndpointException failure(Site site, Duration timeout) {
        return Asking.failure(
                JdbcEndpoints.connector(JdbcSettings.defaults().withTimeout(timeout)),
                site,
                Asking.request("submit", "k", "{}"));
    }

    /** It is a list of its causes as well, and no list is meant. */
    private static AbstractThrowableAssert<?, ?> told(SQLException failure) {
        return assertThat((Throwable) failure);
    }

    // -- before the logon

    @ParameterizedTest
    @EnumSource
    void aSiteThatTakesNoLogonWasSentNothing(Instead instead) throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
            visit.takeSomething();
            instead.behaviour.handle(visit);
        })) {
            EndpointException failure = failure(plain(bad), DEADLINE);
            assertThat(failure).hasMessageContaining("no connection to site primary");
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSiteThatTakesNoLogonGivesNoConnection(Instead instead) throws Exception {
        try (BadSite bad = BadSite.that(null, visit -> {
                    visit.takeSomething();
                    instead.behaviour.handle(visit);
                });
                FailoverDataSource source = source(plain(bad), DEADLINE)) {
            SQLException failure = catchThrowableOfType(SQLException.class, source::getConnection);
            told(failure).hasMessageContaining("no connection to any site");
            assertThat(failure.getSQLState()).isIn(SqlStates.NOT_CONNECTED, SqlStates.LINK_FAILURE);
        }
    }

    // -- in a transaction

    @ParameterizedTest
    @EnumSource
    void aCommitThatIsNotAnsweredIsInDoubt(Instead instead) throws Exception {
        try (BadSite bad = BadSite.that(null, PostgresTalk.until("commit", instead.behaviour));
                FailoverDataSource source = source(plain(bad), UNHURRIED);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            FailoverDataSource.key(connection, "order-1");
            assertThat(statement.executeUpdate("insert into orders values (1)")).isEqualTo(1);
            told(catchThrowableOfType(CommitInDoubtException.class, connection::commit))
                    .hasMessageContainingAll("site primary", instead.words, "order-1");
            assertThat(source.failover().inDoubt().find(FailoverDataSource.COMMIT, "order-1"))
                    .isNotNull();
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatIsNotAnsweredInATransactionIsCertainlyNotCommitted(Instead instead) throws Exception {
        try (BadSite bad = BadSite.that(null, PostgresTalk.until("insert", instead.behaviour));
                FailoverDataSource source = source(plain(bad), UNHURRIED);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            FailoverDataSource.key(connection, "order-2");
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> statement.executeUpdate("insert into orders values (2)"));
            told(failure).hasMessageContainingAll("site primary", instead.words, "certainly not committed");
            assertThat(failure.getSQLState()).isEqualTo(SqlStates.BROKEN);
            assertThat(source.failover().inDoubt().isEmpty()).isTrue();
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatIsNotAnsweredIsInDoubt(Instead instead) throws Exception {
        try (BadSite bad = BadSite.that(null, PostgresTalk.until("select", instead.behaviour))) {
            EndpointException failure = failure(plain(bad), DEADLINE.multipliedBy(4));
            assertThat(failure).hasMessageContainingAll("site primary", instead.words);
            assertThat(failure.delivery()).isEqualTo(Delivery.IN_DOUBT);
            await().untilAsserted(() -> assertThat(bad.ended()).isEqualTo(bad.accepted()));
        }
    }

    // -- certificates

    @Test
    void aGoodCertificateIsAccepted() throws Exception {
        try (BadSite good = BadSite.that(null, PostgresTalk.overTls(Certificates.good()));
                FailoverDataSource source = source(verified(good), UNHURRIED);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert into orders values (3)")).isEqualTo(1);
        }
    }

    @Test
    void anExpiredCertificateIsSaidToHaveExpired() throws Exception {
        refused(Certificates.expired(), "certificate", "NotAfter", "2020");
    }

    @Test
    void aCertificateForAnotherHostIsNotForThisOne() throws Exception {
        refused(Certificates.ofAnotherHost(), "hostname 127.0.0.1 could not be verified");
    }

    @Test
    void aCertificateOfAnUnknownIssuerIsNotTrusted() throws Exception {
        refused(Certificates.ofUnknownIssuer(), "certificate", "unable to find valid certification path");
    }

    private void refused(SSLContext certificate, String... words) throws Exception {
        try (BadSite bad = BadSite.that(null, PostgresTalk.overTls(certificate));
                FailoverDataSource source = source(verified(bad), UNHURRIED)) {
            SQLException noConnection = catchThrowableOfType(SQLException.class, source::getConnection);
            told(noConnection).hasMessageContaining("no connection to any site");
            assertThat(noConnection.getSQLState()).isIn(SqlStates.NOT_CONNECTED, SqlStates.LINK_FAILURE);
            told(noConnection).hasMessageContainingAll(words);
            EndpointException failure = failure(verified(bad), UNHURRIED);
            assertThat(failure).hasMessageContainingAll(words);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
        }
    }
}
