package dev.sitefailover.endpoint.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool above, two H2 servers below. */
@Timeout(120)
class PooledTest {
    private final List<Server> servers = new ArrayList<>();
    private FailoverDataSource sites;
    private HikariDataSource pool;

    @BeforeEach
    void start() throws SQLException {
        sites = FailoverDataSource.over(server("one"), server("two"))
                .property("user", "sa")
                .configure(
                        engine -> engine.probing(new ProbeSettings(Duration.ofMillis(100), Duration.ofSeconds(1), 1, 2))
                                .callTimeout(Duration.ofSeconds(10)))
                .start();
        HikariConfig config = new HikariConfig();
        config.setDataSource(sites);
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
    }

    @AfterEach
    void stop() {
        pool.close();
        sites.close();
        servers.forEach(Server::stop);
    }

    @Test
    void thePoolGoesOnAtTheOtherSiteWhenAServerEnds() throws SQLException {
        assertThat(answer()).isEqualTo("ONE");
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            borrowed.add(pool.getConnection());
        }
        servers.get(0).stop();
        await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> answer().equals("TWO"));
        for (Connection connection : borrowed) {
            assertThat(connection.isValid(1)).isFalse();
            connection.close();
        }
        // what comes back dead is lent once more within the pool's bypass window, and dropped at its first use
        int dropped = 0;
        for (int i = 0; i < 20; i++) {
            try {
                assertThat(answer()).isEqualTo("TWO");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("08006");
                dropped++;
            }
        }
        assertThat(dropped).isLessThanOrEqualTo(borrowed.size());
    }

    @Test
    void afterADeclaredMoveNoPooledConnectionLeadsToTheOldSite() throws SQLException {
        assertThat(answer()).isEqualTo("ONE");
        sites.failover()
                .switchTo("two", SwitchRequest.graceful().awaitPromotionFor(Duration.ofSeconds(30)))
                .toCompletableFuture()
                .join();
        await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> answer().equals("TWO"));
        for (int i = 0; i < 20; i++) {
            assertThat(answer()).isEqualTo("TWO");
        }
    }

    @Test
    void aKeyFindsItsConnectionThroughThePool() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            FailoverDataSource.key(connection, "order-17");
            assertThat(connection.unwrap(FailoverConnection.class).site().id()).isEqualTo("one");
        }
    }

    private String answer() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select database()")) {
            rows.next();
            return rows.getString(1).replaceAll(".*/|mem:", "");
        }
    }

    private Site server(String name) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        servers.add(server);
        return Site.of(name, "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name + ";DB_CLOSE_DELAY=-1");
    }
}
