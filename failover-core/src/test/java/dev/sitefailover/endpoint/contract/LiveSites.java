package dev.sitefailover.endpoint.contract;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.endpoint.Certificates;
import dev.sitefailover.endpoint.http.HttpEndpoints;
import dev.sitefailover.endpoint.http.HttpSettings;
import dev.sitefailover.endpoint.jdbc.JdbcEndpoints;
import dev.sitefailover.endpoint.jdbc.JdbcSettings;
import dev.sitefailover.endpoint.tcp.TcpEndpoints;
import dev.sitefailover.endpoint.tcp.TcpServer;
import dev.sitefailover.endpoint.tcp.TcpServerSettings;
import dev.sitefailover.endpoint.tcp.TcpSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Two small sites on real sockets, each behind a gate. */
public final class LiveSites implements EndpointUnderTest {
    /** An enquiry for so many records is turned down. */
    public static final int TOO_MANY = 99;

    /** So many handshakes at once take a loaded machine a while. */
    private static final Duration UNHURRIED = Duration.ofSeconds(20);

    private final EngineRuntime runtime = EngineRuntime.system();
    private final Map<String, ClearingDesk> desks = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Connector<Endpoint> connector;
    private final boolean tellsEpochs;

    LiveSites(String scheme) throws Exception {
        for (String id : List.of("primary", "secondary")) {
            ClearingDesk desk = new ClearingDesk(id, id.equals("primary") ? Position.SERVING : Position.STANDBY);
            desks.put(id, desk);
            sites.add(Site.of(id, scheme.equals("jdbc") ? database(id, desk) : server(scheme, id, desk)));
        }
        connector = ClearingEndpoint.over(
                switch (scheme) {
                    case "http", "https" ->
                        HttpEndpoints.connector(HttpSettings.defaults()
                                .withTls(Certificates.trust())
                                .withConnectTimeout(UNHURRIED));
                    case "tcp", "tcps" ->
                        TcpEndpoints.connector(TcpSettings.defaults()
                                .withTls(Certificates.trust())
                                .withConnectTimeout(UNHURRIED));
                    default -> JdbcEndpoints.connector(JdbcSettings.defaults().withTimeout(UNHURRIED));
                });
        tellsEpochs = !scheme.equals("jdbc");
    }

    private String server(String scheme, String id, ClearingDesk desk) throws IOException {
        Gate gate = new Gate(scheme.startsWith("http") ? http(scheme, desk) : tcp(scheme, desk));
        gates.put(id, gate);
        return scheme + "://127.0.0.1:" + gate.port();
    }

    private String database(String id, ClearingDesk desk) throws IOException, SQLException {
        ClearingDatabase database = new ClearingDatabase(desk);
        servers.add(database);
        Gate gate = new Gate(database.port());
        gates.put(id, gate);
        return database.address(gate.port());
    }

    private int http(String scheme, ClearingDesk desk) throws IOException {
        ClearingHttp server = new ClearingHttp(scheme.equals("https"), desk);
        servers.add(server);
        return server.port();
    }

    private int tcp(String scheme, ClearingDesk desk) throws IOException {
        TcpServerSettings plain = TcpServerSettings.defaults();
        TcpServer server = TcpServer.start(
                scheme.equals("tcps") ? plain.withTls(Certificates.good()) : plain,
                request -> {
                    CompletableFuture<ClearingReply> reply = new CompletableFuture<>();
                    runtime.executor()
                            .execute(() -> reply.complete(desk.answer(ClearingCodec.decodeRequest(request.body()))));
                    return reply;
                },
                logon -> {
                    desk.epochs.add(logon.epoch());
                    return null;
                });
        servers.add(server);
        return server.port();
    }

    @Override
    public List<Site> sites() {
        return sites;
    }

    @Override
    public Connector<Endpoint> connector() {
        return connector;
    }

    @Override
    public EngineRuntime runtime() {
        return runtime;
    }

    @Override
    public void promoteSecondary() {
        of(desks, "secondary").promote();
    }

    @Override
    public void silence(String site) {
        of(gates, site).silence();
    }

    @Override
    public void crash(String site) {
        try {
            of(gates, site).crash();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void heal(String site) {
        try {
            of(gates, site).crash();
            of(gates, site).restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was held back gets through. */
    void speak(String site) {
        of(gates, site).speak();
    }

    /** Whether something is held back. */
    boolean holdsBack(String site) {
        return of(gates, site).heldBack() > 0;
    }

    @Override
    public OptionalInt connections(String site) {
        return OptionalInt.of(of(gates, site).connections());
    }

    /** A table function is called with key and body: there is no place for an epoch. */
    @Override
    public @Nullable List<Epoch> epochs(String site) {
        return tellsEpochs ? of(desks, site).epochs : null;
    }

    @Override
    public void until(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
    }

    @Override
    public boolean turnsDown() {
        return true;
    }

    @Override
    public void close() {
        try {
            for (Gate gate : gates.values()) {
                gate.close();
            }
            for (AutoCloseable server : servers) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            runtime.close();
        }
    }

    private static <T> T of(Map<String, T> map, String id) {
        T found = map.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no site " + id);
        }
        return found;
    }
}
