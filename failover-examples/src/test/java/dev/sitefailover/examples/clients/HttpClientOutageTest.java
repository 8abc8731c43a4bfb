package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** java.net.http.HttpClient, bare and behind the library's endpoint over it. */
@Timeout(120)
class HttpClientOutageTest {
    private static final MemoryBook BOOK = new MemoryBook();
    private static final HttpSite PRIMARY = new HttpSite(Client.PRIMARY, BOOK);
    private static final HttpSite SECONDARY = new HttpSite(Client.SECONDARY, BOOK);

    @AfterAll
    static void close() {
        PRIMARY.close();
        SECONDARY.close();
    }

    /** It knows one address. Without a timeout of its own a request that is not answered is waited for for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | .*Exception | 0", "RESET     | IOException | 1"})
    void asItComesItNeverGoesToTheSecondSite(Outage outage, String first, int untold) throws Exception {
        asItComes(outage, first, untold);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"BLACKHOLE | waits       | 0", "HANG      | waits       | 1", "SLOW      | primary     | 0"})
    void asItComesItWaitsForWhatIsSilent(Outage outage, String first, int untold) throws Exception {
        asItComes(outage, first, untold);
    }

    private static void asItComes(Outage outage, String first, int untold) throws Exception {
        try (TwoSites sites = sites()) {
            Course course = Course.of(new Plain(sites, null), sites, BOOK, outage, 1);
            ClientTable.add("HttpClient: as it comes", outage, course);
            assertThat(course.first()).matches(first);
            assertThat(course.reached()).isFalse();
            assertThat(course.untold()).isEqualTo(untold);
            assertThat(course.twice()).isZero();
        }
    }

    /**
     * What teams put around it: timeouts, and the same request again at the other address. It follows soon, and whatever was
     * carried out without an answer is carried out twice.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | secondary | 0", "RESET     | secondary | 1"})
    void withTimeoutsAndARepetitionItFollowsAndDoublesWhatIsReset(Outage outage, String first, int twice)
            throws Exception {
        withTimeoutsAndARepetition(outage, first, twice);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"BLACKHOLE | secondary | 0", "HANG      | secondary | 1", "SLOW      | primary   | 0"})
    void withTimeoutsAndARepetitionItFollowsAndDoublesWhatIsSilent(Outage outage, String first, int twice)
            throws Exception {
        withTimeoutsAndARepetition(outage, first, twice);
    }

    private static void withTimeoutsAndARepetition(Outage outage, String first, int twice) throws Exception {
        try (TwoSites sites = sites()) {
            Course course = Course.of(new Plain(sites, Duration.ofSeconds(1)), sites, BOOK, outage, 5);
            ClientTable.add("HttpClient: timeouts of 1 s, repeated at the other address", outage, course);
            assertThat(course.first()).matches(first);
            assertThat(course.twice()).isEqualTo(twice);
            assertThat(course.untold()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Outage.class,
            names = {"CRASH", "HANG", "RESET"})
    void behindTheLibraryItFollowsAndEveryWriteIsAccountedFor(Outage outage) throws Exception {
        accounted(outage);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Outage.class,
            names = {"BLACKHOLE", "SLOW"})
    void behindTheLibraryItFollowsAndEveryWriteIsAccountedForInTheOthersToo(Outage outage) throws Exception {
        accounted(outage);
    }

    private static void accounted(Outage outage) throws Exception {
        try (TwoSites sites = sites()) {
            Course course = Course.following(behind(sites), sites, BOOK, outage);
            ClientTable.add("HttpClient: under this library", outage, course);
            Accounted.forIn(outage, course);
        }
    }

    private static TwoSites sites() {
        return TwoSites.before(PRIMARY.port(), SECONDARY.port());
    }

    private static Client behind(TwoSites sites) {
        SiteFailover<Endpoint> failover = Behind.settings(SiteFailover.using(Endpoints.connector()))
                .sites(sites.as("http://127.0.0.1:%d/"))
                .probe((endpoint, site) ->
                        endpoint.send(new Keyed("probe", "")).thenApply(reply -> ProbeResult.serving()))
                .reconciler(Behind.WRITE, (endpoint, entry) -> endpoint.send(new Keyed("enquiry", entry.key()))
                        .thenApply(reply -> new String(reply.body(), StandardCharsets.UTF_8).equals("0")
                                ? Finding.ABSENT
                                : Finding.APPLIED))
                .start();
        return new Behind(failover, BOOK, key -> failover.tryCallAsync(
                        Behind.WRITE, key, endpoint -> endpoint.send(new Keyed("write", key)))
                .toCompletableFuture()
                .join());
    }

    private record Keyed(String operation, String key) implements Request {
        @Override
        public byte[] body() {
            return new byte[0];
        }
    }

    /** With a timeout it tries every address once, the one that answered last first. */
    private static final class Plain implements Client {
        private final HttpClient client;
        private final Duration timeout;
        private final List<Integer> ports = new ArrayList<>();

        Plain(TwoSites sites, Duration timeout) {
            this.timeout = timeout;
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
            ports.add(sites.primary().port());
            if (timeout != null) {
                builder.connectTimeout(timeout);
                ports.add(sites.secondary().port());
            }
            client = builder.build();
        }

        @Override
        public String write(String key) throws IOException, InterruptedException {
            IOException last = new IOException("no address");
            for (int port : List.copyOf(ports)) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/write"))
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.noBody());
                if (timeout != null) {
                    request.timeout(timeout);
                }
                try {
                    String site = client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .body();
                    ports.remove(Integer.valueOf(port));
                    ports.add(0, port);
                    return site;
                } catch (IOException e) {
                    last = e;
                }
            }
            throw last;
        }

        @Override
        public void end() {
            // the client of Java 17 has no close
        }
    }
}
