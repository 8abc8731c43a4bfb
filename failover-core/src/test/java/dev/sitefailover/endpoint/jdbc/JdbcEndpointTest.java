package dev.sitefailover.endpoint.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.endpoint.DnsCachePolicy;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.endpoint.MovedName;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JdbcEndpointTest {
    private Server server;
    private Site site;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws SQLException {
        DatabaseFunctions.gate = new CountDownLatch(1);
        DatabaseFunctions.started = false;
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        site = Site.of(
                "one",
                "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + server.getPort()
                        + ";DB_CLOSE_DELAY=-1;USER=sa");
        try (Connection connection = DriverManager.getConnection(site.address().toString());
                Statement statement = connection.createStatement()) {
            for (String function : List.of("echo_back", "closed", "odd", "empty", "failing", "slow", "session")) {
                statement.execute("create alias " + function + " for '" + DatabaseFunctions.class.getName() + "."
                        + (function.equals("echo_back") ? "echoBack" : function) + "'");
            }
        }
        endpoint = Endpoints.connector().open(site).toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        DatabaseFunctions.gate.countDown();
        Endpoints.connectorFor(site).deactivate(endpoint, site, new Epoch(1));
        server.stop();
    }

    @Test
    void aRequestRunsAsTheTableFunctionOfItsName() {
        Reply reply = send("echo-back", "key-1", "hello");
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(text(reply)).isEqualTo("key-1:hello");
        assertThat(text(send("echo-back", null, "again"))).isEqualTo("null:again");
    }

    @Test
    void theSitesStatusIsTheRepliesStatus() {
        assertThat(send("closed", "k", "").status()).isEqualTo(Reply.Status.CLOSED);
    }

    @Test
    void anErrorOfTheStatementIsABusinessError() {
        Reply reply = send("failing", "k", "");
        assertThat(reply.status()).isEqualTo(Reply.Status.BUSINESS_ERROR);
        assertThat(text(reply)).contains("already paid");
    }

    @Test
    void aStatusThatIsNoneAndNoRowAtAllAreInDoubt() {
        assertThat(failure("odd")).hasMessageContaining("FINE").satisfies(JdbcEndpointTest::inDoubt);
        assertThat(failure("empty")).hasMessageContaining("no row").satisfies(JdbcEndpointTest::inDoubt);
    }

    @Test
    void aMissingFunctionIsRefusedAndAnImpossibleNameIsNotSent() {
        assertThat(failure("nowhere").delivery()).isEqualTo(Delivery.REFUSED);
        assertThat(failure("x(1); drop table t --").delivery()).isEqualTo(Delivery.NOT_SENT);
    }

    @Test
    void aDatabaseThatIsGoneIsNotSentTo() {
        server.stop();
        EndpointException down = failure("echo-back");
        assertThat(down.delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(EndpointException.isKeptHere(down)).isFalse();
    }

    @Test
    void beyondWorkersAndQueueNothingIsSent() {
        Endpoint small = JdbcEndpoints.connector(
                        JdbcSettings.defaults().withWorkers(1).withQueue(1))
                .open(site)
                .toCompletableFuture()
                .join();
        List<CompletionStage<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(small.send(new Question("slow", "k" + i, new byte[0])));
        }
        CompletionException full = catchThrowableOfType(
                CompletionException.class,
                () -> all.get(2).toCompletableFuture().join());
        assertThat(cause(full).delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(EndpointException.isKeptHere(full)).isTrue();
        DatabaseFunctions.gate.countDown();
        assertThat(all.get(1).toCompletableFuture().join().status()).isEqualTo(Reply.Status.OK);
        ((JdbcEndpoint) small).close();
    }

    @Test
    void afterASiteIsLeftNothingIsSentThereAndWhatWasOutstandingIsNeverToldAsNotSent() {
        CompletionStage<Reply> outstanding = endpoint.send(new Question("slow", "k", new byte[0]));
        await().until(() -> DatabaseFunctions.started);
        Endpoints.connectorFor(site).deactivate(endpoint, site, new Epoch(1));
        assertThat(failure("echo-back").delivery()).isEqualTo(Delivery.NOT_SENT);
        DatabaseFunctions.gate.countDown();
        // H2's driver cannot abort: it comes back with the answer or with the loss of its connection
        assertThat(outstanding.toCompletableFuture().handle((reply, error) -> ended(error)))
                .succeedsWithin(Duration.ofSeconds(30))
                .isIn("answered", "IN_DOUBT");
    }

    @Test
    void aNameThatLeadsElsewhereAtTheActivationIsConnectedToAnew() throws SQLException {
        Site named = Site.of("one", site.address().toString().replace("127.0.0.1", "localhost"));
        MovedName name = new MovedName();
        JdbcEndpoint moving = new JdbcEndpoint(named, JdbcSettings.defaults(), name);
        Question whoAmI = new Question("session", null, new byte[0]);
        String first = text(moving.send(whoAmI).toCompletableFuture().join());
        moving.activated(new Epoch(1)).toCompletableFuture().join();
        assertThat(text(moving.send(whoAmI).toCompletableFuture().join())).isEqualTo(first);
        name.to("127.0.0.2");
        moving.activated(new Epoch(2)).toCompletableFuture().join();
        assertThat(requireNonNull(moving.resolution()).resolvedAtNanos()).isEqualTo(3);
        assertThat(text(moving.send(whoAmI).toCompletableFuture().join())).isNotEqualTo(first);
        moving.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db-a/clearing, db-a",
        "jdbc:postgresql://db-a:5432/clearing?ssl=true, db-a",
        "'jdbc:postgresql://db-a:5432,db-b:5432/clearing',",
        "jdbc:h2:tcp://[::1]:9092/mem:x, ::1",
        "jdbc:sqlserver://db-a:1433;databaseName=x, db-a",
        "jdbc:h2:mem:x,",
        "jdbc:mysql://somebody@db-a/x,",
        "jdbc:oracle:thin:@//db-a:1521/x, db-a"
    })
    void aSingleHostInTheUsualPlaceIsWhatIsResolved(String address, @Nullable String host) {
        JdbcEndpoint asking = new JdbcEndpoint(
                Site.of("one", address),
                JdbcSettings.defaults(),
                asked -> new NameResolution(
                        asked.replaceAll("[\\[\\]]", ""),
                        List.of(InetAddress.getLoopbackAddress()),
                        Instant.EPOCH,
                        0,
                        DnsCachePolicy.ofThisJvm()));
        NameResolution resolution = asking.resolution();
        assertThat(resolution == null ? null : resolution.host()).isEqualTo(host);
        asking.close();
    }

    private static void inDoubt(EndpointException e) {
        assertThat(e.delivery()).isEqualTo(Delivery.IN_DOUBT);
    }

    private Reply send(String operation, @Nullable String key, String body) {
        return endpoint.send(new Question(operation, key, body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }

    private EndpointException failure(String operation) {
        return cause(catchThrowableOfType(CompletionException.class, () -> send(operation, "k", "")));
    }

    private static EndpointException cause(CompletionException e) {
        return (EndpointException) requireNonNull(e.getCause());
    }

    private static String ended(@Nullable Throwable error) {
        if (error == null) {
            return "answered";
        }
        Throwable cause = error instanceof CompletionException e ? e.getCause() : error;
        return cause instanceof EndpointException e ? e.delivery().name() : String.valueOf(cause);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Question(String operation, @Nullable String key, byte[] body) implements Request {}
}
