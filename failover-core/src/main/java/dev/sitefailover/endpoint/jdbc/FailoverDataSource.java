package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Site;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections go to the site that serves, for under a gateway's pool or alone. Safe for use by
 * several threads; its connections are as safe as the driver's.
 *
 * <ul>
 *   <li>{@link #getConnection()} waits during a switch as calls do; without a route it throws
 *       {@link SQLTransientConnectionException} (08001, or 08S01 when the server was reached) with the engine's reason.
 *   <li>Whatever waits for the server has a deadline, the engine's call timeout unless set otherwise; past it the
 *       connection is aborted, the thread interrupted, and what ignores both is in {@link #overdue()}.
 *   <li>When a site is left, all connections to it are aborted. Their use throws SQLState 08006, {@code isValid} is
 *       false and {@code isClosed} true, which makes a pool drop them. A graceful move first waits for transactions in
 *       progress, as long as its drain lasts, and lets none begin there.
 *   <li>A commit, or a statement that commits by itself, whose answer is lost throws {@link CommitInDoubtException}
 *       (08007) and is entered in the register under the transaction's {@linkplain #key key}. Anything else that is lost
 *       throws 08006 and certainly was not committed.
 * </ul>
 *
 * <p>A pool that trusts a connection it has just got back (HikariCP does for 500 ms; the system property
 * {@code com.zaxxer.hikari.aliveBypassWindowMs} changes that) may lend one of a site that was left once more: its first
 * use throws 08006, nothing was sent, and the pool drops it.
 *
 * <p>What commits is told by the first word of the SQL; whatever is not known to be harmless counts as committing. A
 * SELECT outside a transaction counts as reading unless {@link FailoverDataSourceBuilder#selectsMayWrite} says otherwise
 * or it has a key. Closing a connection rolls its transaction back.
 */
public final class FailoverDataSource implements DataSource, AutoCloseable {
    /** What commits in doubt are in the register as, unless the transaction's key names another operation. */
    public static final Operation COMMIT = Operation.once("commit");

    private static final Operation CONNECT = Operation.idempotent("connect");

    private final SiteFailover<SiteConnections> failover;
    private final Watch watch;
    private final @Nullable EngineRuntime owned;
    private final Duration callTimeout;
    private volatile int loginTimeout;
    private volatile @Nullable PrintWriter logWriter;

    FailoverDataSource(
            SiteFailover<SiteConnections> failover, Watch watch, @Nullable EngineRuntime owned, Duration callTimeout) {
        this.failover = failover;
        this.watch = watch;
        this.owned = owned;
        this.callTimeout = callTimeout;
    }

    /** Sites in order of preference, whose addresses are JDBC URLs. */
    public static FailoverDataSourceBuilder over(Site... inOrderOfPreference) {
        return new FailoverDataSourceBuilder(List.of(inOrderOfPreference));
    }

    /**
     * Names the transaction in progress on a connection, or its next one: should the commit end in doubt, it is entered
     * in the register under this key. Finds the connection through any pool.
     */
    public static void key(Connection connection, String key) throws SQLException {
        connection.unwrap(FailoverConnection.class).key(key);
    }

    /** The engine: status, operator's hand, register, listeners. */
    public SiteFailover<SiteConnections> failover() {
        return failover;
    }

    /** Operations whose connection was aborted and that have not returned. */
    public List<OverdueOperation> overdue() {
        return watch.overdue();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(null);
    }

    /** Connects as somebody else. */
    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        return connect(new ConnectionSource.Credentials(username, password));
    }

    private Connection connect(ConnectionSource.@Nullable Credentials credentials) throws SQLException {
        Queue<Dial<FailoverConnection>> dials = new ConcurrentLinkedQueue<>();
        FailoverConnection connected = null;
        try {
            Outcome<FailoverConnection> outcome = watch.runtime()
                    .await(failover.<FailoverConnection>tryCallAsync(connecting(), null, site -> {
                        Dial<FailoverConnection> dial = site.dial(credentials);
                        dials.add(dial);
                        return dial;
                    }));
            if (outcome instanceof Answered<FailoverConnection> answered) {
                connected = answered.value();
                return connected;
            }
            throw refusal(outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while connecting", SqlStates.NOT_CONNECTED, e);
        } finally {
            for (Dial<FailoverConnection> dial : dials) {
                dial.giveUpUnlessMade(connected); // what comes too late must not stay open
            }
        }
    }

    private static SQLException refusal(Outcome<?> outcome) {
        if (outcome instanceof TurnedDown<?> turnedDown) {
            SQLException answer = SqlStates.sql(turnedDown.error());
            return answer == null ? new SQLException(turnedDown.error()) : answer;
        }
        Undelivered<?> undelivered = (Undelivered<?>) outcome;
        String state = undelivered.delivery() == Delivery.IN_DOUBT ? SqlStates.LINK_FAILURE : SqlStates.NOT_CONNECTED;
        return new SQLTransientConnectionException(
                "no connection to any site: " + undelivered.reason(), state, undelivered.error());
    }

    /** The engine's deadline, or the login timeout where that is shorter. */
    private Operation connecting() {
        Duration login = Duration.ofSeconds(loginTimeout);
        return login.isZero() || login.compareTo(callTimeout) >= 0 ? CONNECT : CONNECT.within(login);
    }

    /** Leaves the site, aborts whatever is still open and ends the engine; transactions in progress get a call's timeout. */
    @Override
    public void close() {
        failover.close();
        EngineRuntime own = owned;
        if (own != null) {
            own.close();
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    /** Kept and not used: this library logs through SLF4J. */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    /** Seconds {@link #getConnection()} may take; 0, the default, and anything longer mean the engine's call timeout. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = Math.max(0, seconds);
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this library logs through SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("a FailoverDataSource is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "data source over "
                + failover.status().sites().stream()
                        .map(site -> site.site().id())
                        .toList();
    }
}
