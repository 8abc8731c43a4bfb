package dev.sitefailover.examples.e07_postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sitefailover.endpoint.jdbc.CommitInDoubtException;
import dev.sitefailover.endpoint.jdbc.FailoverConnection;
import dev.sitefailover.endpoint.jdbc.FailoverDataSource;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes payments as fast as it can, from several threads, through a pool over the two sites. */
final class Gateway implements AutoCloseable {
    static final String TABLES =
            "create table payment (id bigserial primary key, key text not null, amount int not null);"
                    + "create index payment_key on payment (key)";
    private static final int WRITERS = 8;

    private final Account account;
    private final FailoverDataSource sites;
    private final HikariDataSource pool;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean stopping;

    Gateway(Account account, Site primary, Site secondary) {
        this.account = account;
        this.sites = FailoverDataSource.over(primary, secondary)
                .settledBy(Gateway::isCommitted)
                .configure(engine -> engine.probing(
                                new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(500), 1, 3))
                        .callTimeout(Duration.ofSeconds(5)))
                .start();
        HikariConfig config = new HikariConfig();
        config.setDataSource(sites);
        config.setMaximumPoolSize(WRITERS);
        config.setAutoCommit(false);
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    FailoverDataSource sites() {
        return sites;
    }

    void open() {
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Thread thread = new Thread(() -> write(writer), "writer-" + i);
            thread.setDaemon(true);
            writers.add(thread);
            thread.start();
        }
    }

    private void write(int writer) {
        for (int number = 1; !stopping; number++) {
            String key = "w" + writer + "-" + number;
            // not committed for certain: the same payment may be sent again
            while (!pay(key) && !stopping) {
                account.repeated();
            }
        }
    }

    /** True when nothing more is to be done about it: it is committed, or in doubt and the register's. */
    private boolean pay(String key) {
        boolean committed = false;
        try (Connection connection = pool.getConnection()) {
            FailoverConnection at = connection.unwrap(FailoverConnection.class);
            at.key(key);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into payment (key, amount) values (?, 100)")) {
                insert.setString(1, key);
                insert.executeUpdate();
            }
            connection.commit();
            committed = true;
            account.acknowledged(key, at.site());
        } catch (CommitInDoubtException e) {
            account.inDoubt(key, e);
            return true;
        } catch (SQLException e) {
            if (!committed) { // else only the pool could not take its connection back
                account.notCommitted(key);
            }
        }
        return committed;
    }

    private static boolean isCommitted(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from payment where key = ?")) {
            query.setString(1, key);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Ends the writing and settles what is in doubt. */
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread writer : writers) {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        }
        sites.failover().reconcile().toCompletableFuture().join();
    }

    @Override
    public void close() {
        stopping = true;
        pool.close();
        sites.close();
    }
}
