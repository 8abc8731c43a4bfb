package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.proxy.InflictedRule;
import dev.sitefailover.proxy.ProxyFault;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Reconciler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.MultiDbClient;
import redis.clients.jedis.MultiDbConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.mcf.HealthCheckStrategy;
import redis.clients.jedis.mcf.PingStrategy;

/** Jedis: its pool, its own failover over several databases, and its pool behind the library. */
@Timeout(180)
@SuppressWarnings("deprecation") // JedisPooled is on its way to be called RedisClient; it is the same pool
class JedisOutageTest {
    static {
        System.setProperty("org.slf4j.simpleLogger.log.redis.clients", "off"); // a stack trace for every health check
        System.setProperty(
                "org.slf4j.simpleLogger.log.com.github.fppt", "off"); // and for every connection that is reset
    }

    private static final MemoryBook BOOK = new MemoryBook();
    private static final RedisSite PRIMARY = new RedisSite(Client.PRIMARY, BOOK);
    private static final RedisSite SECONDARY = new RedisSite(Client.SECONDARY, BOOK);
    private static final HealthCheckStrategy.Config OFTEN =
            HealthCheckStrategy.Config.builder().interval(100).timeout(500).build();
    private static final ExecutorService CALLS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "redis-call");
        thread.setDaemon(true);
        return thread;
    });

    @AfterAll
    static void close() {
        PRIMARY.close();
        SECONDARY.close();
        CALLS.shutdownNow();
    }

    /** It knows one server. Its timeouts are set by default (2 s), so that nothing waits for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | JedisConnectionException | 0", "RESET     | JedisConnectionException | 1"})
    void asItComesItNeverGoesToTheSecondSite(Outage outage, String first, int untold) throws Exception {
        asItComes(outage, first, untold);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLACKHOLE | JedisConnectionException | 0",
                "HANG      | JedisConnectionException | 1",
                "SLOW      | primary                  | 0"
            })
    void asItComesItGivesUpWhatIsSilentAndStays(Outage outage, String first, int untold) throws Exception {
        asItComes(outage, first, untold);
    }

    private static void asItComes(Outage outage, String first, int untold) throws Exception {
        try (TwoSites sites = sites()) {
            Course course = Course.of(new Plain(pool(sites.primary().port())), sites, BOOK, outage, 1);
            ClientTable.add("Jedis: as it comes (JedisPooled)", outage, course);
            assertThat(course.first()).isEqualTo(first);
            assertThat(course.reached()).isFalse();
            assertThat(course.untold()).isEqualTo(untold);
        }
    }

    /** It follows everything. What was carried out without an answer has failed, or is carried out again elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CRASH     | true  | 0", "RESET     | true  | 1"})
    void itsOwnFailoverFollowsAndDoesNotSayWhatTookEffect(Outage outage, boolean reached, int untoldOrTwice)
            throws Exception {
        itsOwnFailover(outage, reached, untoldOrTwice);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"BLACKHOLE | true  | 0", "HANG      | true  | 1", "SLOW      | false | 0"})
    void itsOwnFailoverFollowsWhatIsSilentToo(Outage outage, boolean reached, int untoldOrTwice) throws Exception {
        itsOwnFailover(outage, reached, untoldOrTwice);
    }

    private static void itsOwnFailover(Outage outage, boolean reached, int untoldOrTwice) throws Exception {
        try (TwoSites sites = sites()) {
            Course course = Course.following(new Plain(ownFailover(sites, OFTEN)), sites, BOOK, outage);
            ClientTable.add("Jedis: its MultiDbClient, checks every 100 ms", outage, course);
            assertThat(course.reached()).isEqualTo(reached);
            assertThat(course.untold() + course.twice()).as(course.toString()).isEqualTo(untoldOrTwice);
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
            ClientTable.add("Jedis: under this library", outage, course);
            Accounted.forIn(outage, course);
        }
    }

    private static TwoSites sites() {
        return TwoSites.before(PRIMARY.port(), SECONDARY.port());
    }

    private static JedisPooled pool(int port) {
        return new JedisPooled("127.0.0.1", port);
    }

    private static UnifiedJedis ownFailover(TwoSites sites, HealthCheckStrategy.Config checks) {
        return MultiDbClient.builder()
                .multiDbConfig(MultiDbConfig.builder()
                        .database(database(sites.primary().port(), 1.0f, checks))
                        .database(database(sites.secondary().port(), 0.5f, checks))
                        .build())
                .build();
    }

    private static MultiDbConfig.DatabaseConfig database(int port, float weight, HealthCheckStrategy.Config checks) {
        return MultiDbConfig.DatabaseConfig.builder(
                        new HostAndPort("127.0.0.1", port),
                        DefaultJedisClientConfig.builder().build())
                .weight(weight)
                .healthCheckStrategySupplier((server, config) -> new PingStrategy(server, config, checks))
                .build();
    }

    /** A call that waits in a socket knows only its own timeouts, hence the executor. */
    private static Client behind(TwoSites sites) {
        SiteFailover<JedisPooled> failover = Behind.settings(
                        SiteFailover.connecting(site -> pool(site.address().getPort())))
                .sites(sites.as("redis://127.0.0.1:%d"))
                .classifier(new JedisFailures())
                .handOver(CALLS)
                .probe(HealthProbe.blocking(jedis -> {
                    jedis.ping();
                    return ProbeResult.serving();
                }))
                .reconciler(
                        Behind.WRITE,
                        Reconciler.blocking(
                                (jedis, entry) -> jedis.exists(entry.key()) ? Finding.APPLIED : Finding.ABSENT))
                .start();
        return new Behind(failover, BOOK, key -> failover.tryCall(Behind.WRITE, key, jedis -> jedis.set(key, "1")));
    }

    /** One lost answer is enough, with nothing else wrong before or after. */
    @Test
    void itsOwnFailoverRepeatsAWriteWhoseAnswerWasLost() throws Exception {
        try (TwoSites sites = sites();
                UnifiedJedis jedis = ownFailover(sites, HealthCheckStrategy.Config.create())) {
            jedis.set("repeated-before", "1");
            int before = sites.primary().connections();
            InflictedRule reset = sites.primary().inflict(ProxyFault.reset(Phase.RESPONSE));
            Future<String> write = CALLS.submit(() -> jedis.set("repeated", "1"));
            await().until(() -> BOOK.times("repeated") == 1 && sites.primary().connections() < before);
            reset.lift();
            assertThat(write.get(20, TimeUnit.SECONDS)).isIn(Client.PRIMARY, Client.SECONDARY);
            assertThat(BOOK.times("repeated")).isEqualTo(2);
        }
    }

    /** SET answers with the site's name here. */
    private record Plain(UnifiedJedis jedis) implements Client {
        @Override
        public String write(String key) {
            return jedis.set(key, "1");
        }

        /** Three attempts of 2 s, with pauses, are what a write of its own failover can take. */
        @Override
        public Duration patience() {
            return Duration.ofSeconds(12);
        }

        @Override
        public void end() {
            jedis.close();
        }
    }
}
