package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.examples.e08_fix.FixConnector;
import dev.sitefailover.examples.e08_fix.FixSession;
import dev.sitefailover.examples.e08_fix.FixSite;
import dev.sitefailover.examples.e08_fix.SequencePolicy;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** QuickFIX/J with two hosts for one session, bare and behind the FIX example's connector. */
@Timeout(180)
class FixOutageTest {
    private static final Duration PROBE = Duration.ofMillis(500);

    /**
     * It has one order on the way and waits for its report. It goes to the second host when the first refuses, and never
     * where the first accepts the connection and the logon is not answered. A connect that is not answered it gives up
     * after a minute, which no setting of this version shortens.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CRASH | true"})
    void asItComesItFollowsWhereItIsRefused(Outage outage, boolean reached) throws Exception {
        asItComes(outage, reached);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"BLACKHOLE | false", "HANG | false", "RESET | false", "SLOW | false"})
    void asItComesItFollowsNowhereElse(Outage outage, boolean reached) throws Exception {
        asItComes(outage, reached);
    }

    private static void asItComes(Outage outage, boolean reached) throws Exception {
        try (FixSites at = new FixSites()) {
            Course course = Course.of(new TwoHosts(at), at.sites, at, outage, 5);
            ClientTable.add("QuickFIX/J: two hosts, heartbeat and reconnect 1 s", outage, course);
            assertThat(course.reached()).as(course.toString()).isEqualTo(reached);
            assertThat(course.twice()).isZero();
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
        try (FixSites at = new FixSites()) {
            Course course = Course.following(behind(at), at.sites, at, outage);
            ClientTable.add("QuickFIX/J: under this library", outage, course);
            Accounted.forIn(outage, course);
        }
    }

    private static Client behind(FixSites at) {
        SiteFailover<FixSession> failover = Behind.settings(SiteFailover.using(new FixConnector(SequencePolicy.RESET)))
                .sites(at.sites.as("fix://127.0.0.1:%d"))
                .switching(SwitchSettings.defaults().withRetry(Duration.ofMillis(100), Duration.ofMillis(500)))
                .probe(HealthProbe.blocking(FixOutageTest::serves))
                .reconciler(Behind.WRITE, (session, entry) -> session.isKnown(entry.key())
                        .thenApply(known -> known ? Finding.APPLIED : Finding.ABSENT))
                .start();
        return new Behind(
                failover, at, key -> failover.tryCallAsync(Behind.WRITE, key, session -> session.submit(key, false))
                        .toCompletableFuture()
                        .join());
    }

    /** Where we are logged on business has to answer; elsewhere somebody has to listen, for a probe must not log on. */
    private static ProbeResult serves(FixSession session) throws Exception {
        if (session.isLoggedOn()) {
            session.isKnown("a probe").toCompletableFuture().get(PROBE.toMillis(), TimeUnit.MILLISECONDS);
            return ProbeResult.serving();
        }
        return session.answers(PROBE) ? ProbeResult.serving() : ProbeResult.down("nobody listens");
    }

    /** A fresh pair for each run: sequence numbers are the sites' memory. */
    static final class FixSites implements Book, AutoCloseable {
        final FixSite primary = site(Client.PRIMARY);
        final FixSite secondary = site(Client.SECONDARY);
        final TwoSites sites;

        FixSites() {
            primary.replicateTo(secondary);
            sites = TwoSites.before(
                    primary.site().address().getPort(),
                    secondary.site().address().getPort());
        }

        private static FixSite site(String id) {
            try {
                return new FixSite(id, true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** What the primary applies the secondary has by replication. */
        @Override
        public int times(String key) {
            return secondary.times(key);
        }

        @Override
        public void close() {
            sites.close();
            primary.close();
            secondary.close();
        }
    }
}
