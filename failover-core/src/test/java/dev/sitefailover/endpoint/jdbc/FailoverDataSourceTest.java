package dev.sitefailover.endpoint.jdbc;

import static dev.sitefailover.endpoint.jdbc.FakeDatabase.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.endpoint.jdbc.FakeDatabase.FakeConnection;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.site.Health;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailoverDataSourceTest {
    private static final String UPDATE = "update account";
    private static final String SELECT = "select balance";
    private static final FakeDatabase.Behaviour HANG = FakeConnection::hang;

    private final TwoDatabases two = new TwoDatabases();

    @AfterEach
    void close() {
        two.close();
    }

    // -- deadlines

    @Test
    void aStatementPastItsDeadlineReturnsBecauseItsConnectionIsAborted() throws SQLException {
        two.a.on(UPDATE, HANG);
        try (Connection connection = transaction()) {
            SQLException lost = failureOf(() -> update(connection));
            assertThat(lost.getSQLState()).isEqualTo("08006");
            told(lost).hasMessageContaining("no answer from site a").hasMessageContaining("certainly not committed");
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.isValid(1)).isFalse();
            assertThat(two.a.latest().aborted).isTrue();
            assertThat(two.source.failover().inDoubt().entries()).isEmpty();
        }
    }

    @Test
    void aDriverThatIgnoresTheAbortIsInterrupted() throws SQLException {
        two.a.on(UPDATE, connection -> connection.hang(false, true));
        try (Connection connection = transaction()) {
            assertThat(failureOf(() -> update(connection)).getSQLState()).isEqualTo("08006");
            assertThat(Thread.interrupted())
                    .as("the interrupt was for the driver")
                    .isFalse();
        }
    }

    @Test
    void aDriverThatCannotAbortIsInterrupted() throws SQLException {
        two.a.on("abort", fail("not supported", "0A000"));
        two.a.on(UPDATE, connection -> connection.hang(false, true));
        try (Connection connection = transaction()) {
            assertThat(failureOf(() -> update(connection)).getSQLState()).isEqualTo("08006");
        }
    }

    @Test
    void anOperationThatIgnoresAbortAndInterruptIsListedAsOverdueUntilItReturns() throws SQLException {
        two.a.on(UPDATE, connection -> connection.hang(false, false));
        Connection connection = transaction();
        FakeConnection physical = two.a.latest();
        CompletableFuture<SQLException> caller = CompletableFuture.supplyAsync(
                () -> failureOf(() -> update(connection)), FailoverDataSourceTest::onThread);
        await().untilAsserted(
                        () -> assertThat(two.source.overdue()).singleElement().satisfies(overdue -> {
                            assertThat(overdue.what()).isEqualTo("PreparedStatement.executeUpdate");
                            assertThat(overdue.site()).isEqualTo(two.a.site);
                        }));
        assertThat(connection.isClosed()).isTrue();
        physical.release();
        assertThat(caller.join().getSQLState()).isEqualTo("08006");
        assertThat(two.source.overdue()).isEmpty();
    }

    @Test
    void aStatementWithAQueryTimeoutGetsThatLongBeforeItsConnectionIsAborted() throws SQLException {
        two.a.on(UPDATE, HANG);
        try (Connection connection = transaction();
                PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setQueryTimeout(1);
            long began = System.nanoTime();
            assertThat(failureOf(statement::executeUpdate).getSQLState()).isEqualTo("08006");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(TwoDatabases.TIMEOUT.plusSeconds(1));
        }
    }

    // -- commits

    @Test
    void aCommitPastItsDeadlineIsInDoubtAndInTheRegisterUnderItsKey() throws SQLException {
        two.a.on("commit", HANG);
        try (Connection connection = transaction()) {
            FailoverDataSource.key(connection, "order-17");
            update(connection);
            CommitInDoubtException doubt = catchThrowableOfType(CommitInDoubtException.class, connection::commit);
            assertThat(doubt.getSQLState()).isEqualTo("08007");
            told(doubt).hasMessageContaining("in doubt").hasMessageContaining("site a in epoch 1");
            InDoubtEntry entry = two.source.failover().inDoubt().find(FailoverDataSource.COMMIT, "order-17");
            assertThat(entry).isNotNull().isEqualTo(doubt.entry());
            told(failureOf(connection::rollback)).hasMessageNotContaining("certainly");
        }
    }

    @Test
    void aCommitWhoseConnectionBreaksIsInDoubt() throws SQLException {
        two.a.on("commit", fail("broken pipe", "08006"));
        told(commitFails()).isInstanceOf(CommitInDoubtException.class);
    }

    @Test
    void aCommitThatFailsWithoutASqlStateIsInDoubt() throws SQLException {
        two.a.on("commit", fail("something", null));
        told(commitFails()).isInstanceOf(CommitInDoubtException.class);
    }

    @Test
    void aCommitDuringAShutdownIsInDoubt() throws SQLException {
        two.a.on("commit", fail("terminating connection due to administrator command", "57P01"));
        told(commitFails()).isInstanceOf(CommitInDoubtException.class);
    }

    @Test
    void aDriverThatThrowsAnythingAtACommitLeavesItInDoubt() throws SQLException {
        two.a.on("commit", connection -> {
            throw new IllegalStateException("a bug");
        });
        told(commitFails()).isInstanceOf(CommitInDoubtException.class).hasMessageContaining("a bug");
    }

    @Test
    void aCommitThatTheSiteTurnsDownIsAnAnswer() throws SQLException {
        two.a.on("commit", fail("could not serialize", "40001"));
        try (Connection connection = transaction()) {
            update(connection);
            told(failureOf(connection::commit)).hasMessage("could not serialize");
            assertThat(connection.isClosed()).isFalse();
            two.a.answer("commit");
            connection.rollback();
        }
    }

    @Test
    void anUpdateThatCommitsByItselfIsInDoubtAndASelectIsNot() throws SQLException {
        two.a.on(UPDATE, fail("broken pipe", "08006"));
        two.a.on(SELECT, fail("broken pipe", "08006"));
        try (Connection connection = two.source.getConnection()) {
            assertThat(failureOf(() -> update(connection)).getSQLState()).isEqualTo("08007");
        }
        try (Connection connection = two.source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(failureOf(() -> statement.executeQuery(SELECT)).getSQLState())
                    .isEqualTo("08006");
        }
    }

    @Test
    void turningAutoCommitOnCommits() throws SQLException {
        two.a.on("setAutoCommit", connection -> {
            if (connection.said.contains(UPDATE)) {
                throw new SQLException("broken pipe", "08006");
            }
        });
        try (Connection connection = transaction()) {
            update(connection);
            assertThat(failureOf(() -> connection.setAutoCommit(true)).getSQLState())
                    .isEqualTo("08007");
        }
    }

    @Test
    void closingRollsBackWhatIsInProgress() throws SQLException {
        try (Connection connection = transaction()) {
            update(connection);
        }
        assertThat(two.a.latest().said).endsWith(UPDATE, "rollback");
        assertThat(two.source.failover().status().inFlight()).isZero();
    }

    @Test
    void aKeyThatNoTransactionUsedIsNotForThePoolsNextUser() throws SQLException {
        two.a.on("commit", fail("broken pipe", "08006"));
        try (Connection connection = transaction()) {
            FailoverDataSource.key(connection, "order-17");
            connection.clearWarnings(); // what pools do with a connection that comes back
            update(connection);
            assertThat(failureOf(connection::commit).getSQLState()).isEqualTo("08007");
            assertThat(two.source.failover().inDoubt().entries()).isEmpty();
        }
    }

    // -- leaving a site

    @Test
    void whenASiteIsLeftBorrowedAndIdleConnectionsAreAborted() throws SQLException {
        Connection idle = two.source.getConnection();
        Connection borrowed = transaction();
        update(borrowed);
        assertThat(two.a.business()).hasSize(2);
        move(SwitchRequest.abrupt());
        assertThat(two.a.business())
                .allSatisfy(connection -> assertThat(connection.aborted).isTrue());
        for (Connection connection : new Connection[] {idle, borrowed}) {
            SQLException left = failureOf(connection::createStatement);
            assertThat(left.getSQLState()).isEqualTo("08006");
            told(left).hasMessageContaining("site a was left in epoch 1");
            assertThat(connection.isValid(1)).isFalse();
            assertThat(connection.isClosed()).isTrue();
        }
        told(failureOf(borrowed::commit)).hasMessageContaining("certainly not committed");
        told(failureOf(() -> idle.setClientInfo("a", "b"))).hasMessageContaining("was left");
        assertThat(two.source.failover().status().inFlight()).isZero();
        assertThat(two.source.getConnection().unwrap(FailoverConnection.class).site())
                .isEqualTo(two.b.site);
    }

    @Test
    void aCommitInFlightWhenItsSiteIsLeftIsInDoubt() throws SQLException {
        two.a.on("commit", HANG);
        Connection connection = transaction();
        FailoverDataSource.key(connection, "order-18");
        update(connection);
        CompletableFuture<SQLException> caller =
                CompletableFuture.supplyAsync(() -> failureOf(connection::commit), FailoverDataSourceTest::onThread);
        await().until(() -> two.a.latest().said.contains("commit"));
        move(SwitchRequest.abrupt());
        told(caller.join())
                .hasMessageContaining("site a was left in epoch 1")
                .isInstanceOf(CommitInDoubtException.class);
        assertThat(two.source.failover().inDoubt().entries()).singleElement().satisfies(entry -> assertThat(entry.key())
                .isEqualTo("order-18"));
    }

    @Test
    void aGracefulMoveWaitsForATransactionInProgressAndLetsNoneBegin() throws SQLException {
        Connection busy = transaction();
        Connection fresh = transaction();
        update(busy);
        CompletionStage<SwitchOutcome> move = two.source
                .failover()
                .switchTo(
                        "b",
                        SwitchRequest.graceful()
                                .awaitPromotionFor(Duration.ofSeconds(30))
                                .drainFor(Duration.ofSeconds(30)));
        await().until(() -> two.routedTo().equals("nowhere"));
        assertThat(fresh.isValid(1)).isFalse();
        told(failureOf(() -> update(fresh))).hasMessageContaining("site a");
        CompletableFuture<Connection> waiting =
                CompletableFuture.supplyAsync(this::connect, FailoverDataSourceTest::onThread);
        update(busy);
        busy.commit();
        assertThat(move.toCompletableFuture().join().kind()).isEqualTo(SwitchOutcome.Kind.SWITCHED);
        assertThat(two.a.business().get(0).said).endsWith(UPDATE, UPDATE, "commit");
        assertThat(waiting.join().unwrap(FailoverConnection.class).site()).isEqualTo(two.b.site);
        assertThat(busy.isClosed()).isTrue();
    }

    // -- connecting

    @Test
    void withoutARouteTheReasonIsToldAsATransientConnectionFailure() {
        two.a.serving = false;
        two.b.serving = false;
        FakeDatabase.Behaviour refused = fail("Connection refused", "08001");
        for (FakeDatabase database : new FakeDatabase[] {two.a, two.b}) {
            database.on("connect", refused);
            database.on(FakeDatabase.SERVING, refused);
        }
        SQLException none = failureOf(two.source::getConnection);
        told(none).isInstanceOf(java.sql.SQLTransientConnectionException.class);
        assertThat(none.getSQLState()).isEqualTo("08001");
    }

    @Test
    void aDriverThatHangsWhileConnectingHoldsNobodyBeyondTheDeadlineAndLeavesNothingOpen() throws SQLException {
        two.a.on("connect", connection -> connection.hang(false, true));
        two.source.setLoginTimeout(1);
        assertThat(failureOf(two.source::getConnection).getSQLState()).startsWith("08");
        two.a.answer("connect");
        await().until(() -> two.a.open().stream().allMatch(connection -> connection.probes));
    }

    @Test
    void aWrongPasswordIsToldAsTheDriverTellsIt() {
        two.a.on("connect", fail("password authentication failed", "28P01"));
        assertThatThrownBy(two.source::getConnection).hasMessage("password authentication failed");
    }

    @Test
    void aBusinessErrorLeavesTheConnectionAlone() throws SQLException {
        two.a.on(UPDATE, fail("duplicate key", "23505"));
        try (Connection connection = two.source.getConnection()) {
            told(failureOf(() -> update(connection))).hasMessage("duplicate key");
            assertThat(connection.isClosed()).isFalse();
        }
    }

    // -- probes

    @Test
    void probesKeepAConnectionOfTheirOwn() throws SQLException {
        Connection business = two.source.getConnection();
        await().until(() -> probes(two.a).stream().anyMatch(probe -> probe.said.size() > 3));
        assertThat(probes(two.a)).hasSize(1);
        assertThat(probes(two.b)).hasSize(1);
        assertThat(business.unwrap(FailoverConnection.class).site()).isEqualTo(two.a.site);
        assertThat(two.a.business().get(0).said).isEmpty();
    }

    @Test
    void aProbeThatHangsIsAbortedAndTheSiteIsKnownAgainOnceItAnswers() throws SQLException {
        two.a.on(FakeDatabase.SERVING, HANG);
        await().until(() -> two.routedTo().equals("b"));
        two.a.answer(FakeDatabase.SERVING);
        await().until(() -> two.source.failover().status().site("a").health() == Health.SERVING);
        await().untilAsserted(() -> assertThat(probes(two.a).stream().filter(probe -> !probe.closed.get()))
                .hasSize(1));
        assertThat(two.source.getConnection().unwrap(FailoverConnection.class).site())
                .isEqualTo(two.b.site);
    }

    // -- settling

    @Test
    void aCommitThatIsNotFoundWhereItWasSentStaysOpenUntilTheServerCannotBeAtItAnyMore() throws SQLException {
        AtomicBoolean committed = new AtomicBoolean();
        try (TwoDatabases sites =
                new TwoDatabases(engine -> {}, setup -> setup.settledBy((connection, key) -> committed.get()))) {
            sites.a.on("commit", fail("broken pipe", "08006"));
            try (Connection connection = sites.source.getConnection()) {
                connection.setAutoCommit(false);
                FailoverDataSource.key(connection, "order-19");
                update(connection);
                told(failureOf(connection::commit)).isInstanceOf(CommitInDoubtException.class);
            }
            InDoubtEntry entry = sites.source.failover().inDoubt().entries().get(0);
            sites.source.failover().reconcile().toCompletableFuture().join();
            assertThat(entry.settled().toCompletableFuture()).isNotDone();
            committed.set(true);
            sites.source.failover().reconcile().toCompletableFuture().join();
            assertThat(entry.settled().toCompletableFuture().join()).isEqualTo(Finding.APPLIED);
        }
    }

    @Test
    void afterARestartACommitThatIsNotFoundWhereItWasSentStaysOpenAsLong() throws SQLException {
        InDoubtRegister kept = new InDoubtRegister();
        try (TwoDatabases sites = new TwoDatabases(engine -> engine.register(kept))) {
            sites.a.on("commit", fail("broken pipe", "08006"));
            try (Connection connection = sites.source.getConnection()) {
                connection.setAutoCommit(false);
                FailoverDataSource.key(connection, "order-21");
                update(connection);
                told(failureOf(connection::commit)).isInstanceOf(CommitInDoubtException.class);
            }
        }
        InDoubtEntry entry = kept.entries().get(0);
        try (TwoDatabases again = new TwoDatabases(
                engine -> engine.register(kept), setup -> setup.settledBy((connection, key) -> false))) {
            again.source.failover().reconcile().toCompletableFuture().join();
            assertThat(entry.settled().toCompletableFuture()).isNotDone();
        }
        try (TwoDatabases later =
                new TwoDatabases(engine -> engine.register(kept), setup -> setup.settledBy((connection, key) -> false)
                        .absentAfter(Duration.ZERO))) {
            later.source.failover().reconcile().toCompletableFuture().join();
            assertThat(entry.settled().toCompletableFuture().join()).isEqualTo(Finding.ABSENT);
        }
    }

    @Test
    void aCommitThatIsNotFoundAtTheNextSiteIsAbsent() throws SQLException {
        try (TwoDatabases sites =
                new TwoDatabases(engine -> {}, setup -> setup.settledBy((connection, key) -> false))) {
            sites.a.on("commit", fail("broken pipe", "08006"));
            try (Connection connection = sites.source.getConnection()) {
                connection.setAutoCommit(false);
                FailoverDataSource.key(connection, "order-20");
                update(connection);
                told(failureOf(connection::commit)).isInstanceOf(CommitInDoubtException.class);
            }
            InDoubtEntry entry = sites.source.failover().inDoubt().entries().get(0);
            sites.source
                    .failover()
                    .switchTo("b", SwitchRequest.abrupt().awaitPromotionFor(Duration.ofSeconds(30)))
                    .toCompletableFuture()
                    .join();
            assertThat(entry.settled().toCompletableFuture().join()).isEqualTo(Finding.ABSENT);
        }
    }

    // -- the end

    @Test
    void afterTheEndNoConnectionIsOpenAndNoThreadIsLeft() throws SQLException {
        transaction();
        two.source.getConnection();
        two.close();
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(two.a.open()).isEmpty();
            assertThat(two.b.open()).isEmpty();
        });
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith(two.threads())));
        told(failureOf(two.source::getConnection)).hasMessageContaining("closed");
    }

    // -- what tests say

    private static List<FakeConnection> probes(FakeDatabase database) {
        return database.connections.stream()
                .filter(connection -> connection.probes)
                .toList();
    }

    private Connection transaction() throws SQLException {
        Connection connection = two.source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection connect() {
        try {
            return two.source.getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void update(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.executeUpdate();
        }
    }

    private SQLException commitFails() throws SQLException {
        try (Connection connection = transaction()) {
            update(connection);
            return failureOf(connection::commit);
        }
    }

    private void move(SwitchRequest request) {
        assertThat(two.source
                        .failover()
                        .switchTo("b", request.awaitPromotionFor(Duration.ofSeconds(30)))
                        .toCompletableFuture()
                        .join()
                        .kind())
                .isEqualTo(SwitchOutcome.Kind.SWITCHED);
    }

    /** What may throw. */
    @FunctionalInterface
    private interface Action {
        void run() throws SQLException;
    }

    /** A SQLException is iterable as well, so what is meant must be said. */
    private static AbstractThrowableAssert<?, ?> told(Throwable failure) {
        return assertThat(failure);
    }

    private static SQLException failureOf(Action action) {
        return catchThrowableOfType(SQLException.class, action::run);
    }

    private static void onThread(Runnable task) {
        Thread thread = new Thread(task, "a caller");
        thread.setDaemon(true);
        thread.start();
    }
}
