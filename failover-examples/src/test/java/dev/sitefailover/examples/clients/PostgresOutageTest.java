package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sitefailover.endpoint.jdbc.CommitInDoubtException;
import dev.sitefailover.endpoint.jdbc.FailoverConnection;
import dev.sitefailover.endpoint.jdbc.FailoverDataSource;
import dev.sitefailover.examples.e07_postgres.PostgresBinaries;
import dev.sitefailover.examples.e07_postgres.PostgresPair;
import dev.sitefailover.examples.e07_postgres.PostgresServer;
import dev.sitefailover.proxy.ProxyFault;
import dev.sitefailover.routing.InDoubtEntry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The PostgreSQL driver with two hosts in one URL, bare and under the library's data source. Two ways into one database
 * stand for two sites whose replication is synchronous; the last test takes a real pair.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresOutageTest {
    private static PostgresPair pair;

    /** Asked past the proxies. */
    private static final Book BOOK = key -> {
        try (Connection direct = pair.primary().connect()) {
            return times(direct, key);
        }
    };

    @BeforeAll
    static void start() throws Exception {
        String whyNot = PostgresBinaries.whyNot();
        assumeTrue(whyNot == null, whyNot);
        pair = PostgresPair.start();
        pair.primary().execute("create table effect (key text not null)");
    }

    @AfterAll
    static void close() {
        if (pair != null) {
            pair.close();
        }
    }

    /** It follows at once what is reset or refused, and waits for ever for what is silent: it has no timeout by default. */
    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | PSQLException | true  | 0", "RESET     | PSQLException | true  | 1"})
    void asItComesItFollowsWhatIsReset(Outage outage, String first, boolean reached, int untold) throws Exception {
        asItComes(outage, first, reached, untold);
    }

    @Tag("slow")
    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            value = {
                "BLACKHOLE | waits         | false | 0",
                "HANG      | waits         | false | 1",
                "SLOW      | primary       | false | 0"
            })
    void asItComesItWaitsForWhatIsSilent(Outage outage, String first, boolean reached, int untold) throws Exception {
        asItComes(outage, first, reached, untold);
    }

    private static void asItComes(Outage outage, String first, boolean reached, int untold) throws Exception {
        bare("PostgreSQL: two hosts in the URL", "", outage, first, reached, untold);
    }

    /** With its timeouts set it follows everything; which writes took effect it cannot say. */
    @ParameterizedTest
    @Order(2)
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | PSQLException | true  | 0", "RESET     | PSQLException | true  | 1"})
    void withItsTimeoutsSetItFollowsAndDoesNotSayWhatTookEffect(
            Outage outage, String first, boolean reached, int untold) throws Exception {
        withItsTimeoutsSet(outage, first, reached, untold);
    }

    @Tag("slow")
    @ParameterizedTest
    @Order(2)
    @CsvSource(
            delimiter = '|',
            value = {
                "BLACKHOLE | PSQLException | true  | 0",
                "HANG      | PSQLException | true  | 1",
                "SLOW      | primary       | false | 0"
            })
    void withItsTimeoutsSetItFollowsWhatIsSilentToo(Outage outage, String first, boolean reached, int untold)
            throws Exception {
        withItsTimeoutsSet(outage, first, reached, untold);
    }

    private static void withItsTimeoutsSet(Outage outage, String first, boolean reached, int untold) throws Exception {
        bare(
                "PostgreSQL: two hosts, timeouts of 1 s",
                "&connectTimeout=1&socketTimeout=1",
                outage,
                first,
                reached,
                untold);
    }

    private static void bare(String name, String settings, Outage outage, String first, boolean reached, int untold)
            throws Exception {
        try (TwoSites sites =
                TwoSites.before(pair.primary().port(), pair.primary().port())) {
            Course course = Course.of(new Plain(sites, settings), sites, BOOK, outage, 5);
            ClientTable.add(name, outage, course);
            assertThat(course.first()).isEqualTo(first);
            assertThat(course.reached()).isEqualTo(reached);
            assertThat(course.untold()).isEqualTo(untold);
            assertThat(course.twice()).isZero();
        }
    }

    @ParameterizedTest
    @Order(3)
    @EnumSource(
            value = Outage.class,
            names = {"CRASH", "HANG", "RESET"})
    void underTheLibraryItFollowsAndEveryWriteIsAccountedFor(Outage outage) throws Exception {
        accounted(outage);
    }

    @Tag("slow")
    @ParameterizedTest
    @Order(3)
    @EnumSource(
            value = Outage.class,
            names = {"BLACKHOLE", "SLOW"})
    void underTheLibraryItFollowsAndEveryWriteIsAccountedForInTheOthersToo(Outage outage) throws Exception {
        accounted(outage);
    }

    private static void accounted(Outage outage) throws Exception {
        try (TwoSites sites =
                TwoSites.before(pair.primary().port(), pair.primary().port())) {
            Course course = Course.following(new Under(sites), sites, BOOK, outage);
            ClientTable.add("PostgreSQL: under this library", outage, course);
            Accounted.forIn(outage, course);
        }
    }

    /** A standby is no primary for either of them, and is found as soon as it is promoted. */
    @Test
    @Order(4)
    void aStandbyIsTakenByNeitherBeforeItIsPromoted() throws Exception {
        try (TwoSites sites =
                        TwoSites.before(pair.primary().port(), pair.secondary().port());
                TwoSites bareSites =
                        TwoSites.before(pair.primary().port(), pair.secondary().port())) {
            Plain bare = new Plain(bareSites, "&connectTimeout=1&socketTimeout=5");
            Under under = new Under(sites);
            assertThat(bare.write("pair-1")).isEqualTo(Client.PRIMARY);
            assertThat(under.write("pair-2")).isEqualTo(Client.PRIMARY);
            sites.primary().inflict(ProxyFault.crash());
            bareSites.primary().inflict(ProxyFault.crash());
            pair.primary().kill();
            for (int i = 0; i < 3; i++) {
                String key = "standby-" + i;
                assertThatThrownBy(() -> bare.write(key)).isInstanceOf(SQLException.class);
                assertThat(under.write(key)).isIn(Client.NOT_DONE, Client.IN_DOUBT);
            }
            pair.promote();
            assertThat(bare.write("pair-3")).isEqualTo(Client.SECONDARY);
            await().until(() -> under.write("pair-4").equals(Client.SECONDARY)); // fails fast until a probe has seen it
            try (Connection direct = pair.secondary().connect()) {
                for (String key : List.of("pair-1", "pair-2", "pair-3")) {
                    assertThat(times(direct, key)).as(key).isOne();
                }
            }
            bare.end();
            under.source.close();
        }
    }

    private static int times(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from effect where key = ?")) {
            query.setString(1, key);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    private static void insert(Connection connection, String key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into effect (key) values (?)")) {
            insert.setString(1, key);
            insert.executeUpdate();
        }
    }

    /** Keeps a connection as long as it holds, and asks the driver for another one when it does not. */
    private static final class Plain implements Client {
        private final TwoSites sites;
        private final String url;
        private Connection connection;

        Plain(TwoSites sites, String settings) {
            this.sites = sites;
            this.url = "jdbc:postgresql://127.0.0.1:" + sites.primary().port() + ",127.0.0.1:"
                    + sites.secondary().port() + "/postgres?user=" + PostgresServer.USER + "&targetServerType=primary"
                    + settings;
        }

        @Override
        public String write(String key) throws SQLException {
            if (connection == null || connection.isClosed()) {
                connection = DriverManager.getConnection(url);
            }
            insert(connection, key);
            return sites.secondary().connections() > 0 ? SECONDARY : PRIMARY;
        }

        @Override
        public void end() throws SQLException {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        }
    }

    /** Keeps a connection in the same way. */
    private static final class Under implements Client {
        private final FailoverDataSource source;
        private Connection connection;
        private final List<InDoubtEntry> doubts = new CopyOnWriteArrayList<>();

        Under(TwoSites sites) {
            source = FailoverDataSource.over(
                            sites.as("jdbc:postgresql://127.0.0.1:%d/postgres?user=" + PostgresServer.USER))
                    .settledBy((connection, key) -> times(connection, key) > 0)
                    .configure(Behind::settings)
                    .start();
            Behind.awaitRoute(source.failover());
        }

        @Override
        public String write(String key) {
            try {
                if (connection == null || connection.isClosed()) {
                    connection = source.getConnection();
                }
                FailoverDataSource.key(connection, key);
                insert(connection, key);
                return connection.unwrap(FailoverConnection.class).site().id();
            } catch (CommitInDoubtException e) {
                doubts.add(e.entry());
                return IN_DOUBT;
            } catch (SQLException e) {
                return NOT_DONE; // no connection, or 08006: certainly not committed
            }
        }

        @Override
        public void end() throws Exception {
            try {
                Behind.settle(doubts, BOOK);
            } finally {
                source.close();
            }
        }
    }
}
