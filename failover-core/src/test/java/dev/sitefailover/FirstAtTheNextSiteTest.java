package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The call that finds that its site is gone, and those that were under way with it. */
class FirstAtTheNextSiteTest {
    private static final Operation READ = Operation.readOnly("read").within(Duration.ofSeconds(20));
    private static final int CALLS = 8;

    private final VirtualTime time = VirtualTime.create();
    private final List<CompletableFuture<String>> atFirst = new ArrayList<>();
    private final List<CompletableFuture<String>> atSecond = new ArrayList<>();
    private final List<Long> looks = new ArrayList<>();
    private final List<CompletableFuture<ProbeResult>> probesUnderWay = new ArrayList<>();
    private boolean slowToProbe;
    private Presence presence = Presence.REFUSED;

    private final Connector<Site> connector = new Connector<>() {
        @Override
        public CompletionStage<Site> open(Site site) {
            return CompletableFuture.completedFuture(site);
        }

        @Override
        public boolean blocks(Site site) {
            return false;
        }

        @Override
        public CompletionStage<Presence> presence(Site site) {
            looks.add(time.nanoTime());
            return CompletableFuture.completedFuture(presence);
        }
    };

    private CompletionStage<String> send(Site site) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        (site.id().equals("first") ? atFirst : atSecond).add(answer);
        return answer;
    }

    /** A client at the first site, with calls under way there. */
    private List<CompletableFuture<String>> underWay(SiteFailover<Site> client) {
        time.await(client.whenRouted());
        time.runFor(Duration.ofSeconds(10)); // by now the other site is known as well
        return underWay(client, CALLS);
    }

    private List<CompletableFuture<String>> underWay(SiteFailover<Site> client, int many) {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            calls.add(client.callAsync(READ, null, this::send).toCompletableFuture());
        }
        assertThat(atFirst).hasSize(many);
        return calls;
    }

    private SiteFailover<Site> client() {
        HealthProbe<Site> serving = (site, at) -> {
            if (slowToProbe && at.id().equals("second")) {
                CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
                probesUnderWay.add(answer);
                return answer;
            }
            return CompletableFuture.completedFuture(ProbeResult.serving());
        };
        return SiteFailover.using(connector)
                .sites(Site.of("first"), Site.of("second"))
                .runtime(time)
                .probe(serving)
                .start();
    }

    private void breakOne() {
        atFirst.get(0).completeExceptionally(new EndpointException(Delivery.IN_DOUBT, "reset"));
    }

    @Test
    void theCallThatFindsItsSiteGoneIsSentToTheNextOneBeforeItsThreadDoesAnythingElse() {
        try (SiteFailover<Site> client = client()) {
            underWay(client);
            breakOne(); // nothing else has run when this returns: no other thread, no timer
            assertThat(atSecond).hasSize(1);
        }
    }

    @Test
    void theNextSiteIsNotAskedOnceMoreWhileItsNextProbeIsUnderWay() {
        try (SiteFailover<Site> client = client()) {
            time.await(client.whenRouted());
            time.runFor(Duration.ofSeconds(10));
            slowToProbe = true;
            while (probesUnderWay.isEmpty()) {
                time.runFor(Duration.ofMillis(1));
            }
            time.runFor(Duration.ofMillis(1)); // the one before began more than an interval ago
            underWay(client, CALLS);
            breakOne();
            assertThat(probesUnderWay).hasSize(1);
            assertThat(atSecond).hasSize(1);
        }
    }

    @Test
    void whatAnEarlierRoundFoundVouchesForNobody() {
        try (SiteFailover<Site> client = client()) {
            time.await(client.whenRouted());
            time.runFor(Duration.ofSeconds(10));
            slowToProbe = true;
            while (probesUnderWay.isEmpty()) {
                time.runFor(Duration.ofMillis(1));
            }
            time.runFor(ProbeSettings.defaults().timeout().plusMillis(1)); // nor the one after it
            underWay(client, CALLS);
            breakOne();
            assertThat(atSecond).isEmpty();
            assertThat(probesUnderWay).hasSize(2);
        }
    }

    @Test
    void theOthersGoTwoAtATimeAsTheNextSiteAnswers() {
        try (SiteFailover<Site> client = client()) {
            List<CompletableFuture<String>> calls = underWay(client);
            breakOne();
            time.runDue();
            assertThat(atSecond).as("nobody else goes before an answer").hasSize(1);
            for (int answered = 0; answered < CALLS; answered++) {
                atSecond.get(answered).complete("done");
                time.runDue();
                assertThat(atSecond).hasSize(Math.min(CALLS, 1 + 2 * (answered + 1)));
            }
            assertThat(calls).allSatisfy(call -> assertThat(call).isCompletedWithValue("done"));
        }
    }

    @Test
    void whereNoCallIsAtHandTheFirstInTheQueueGoes() {
        try (SiteFailover<Site> client = client()) {
            underWay(client);
            presence = Presence.LISTENING;
            breakOne();
            assertThat(atSecond).isEmpty();
            presence = Presence.REFUSED; // seen by the next look, which no call makes
            time.runFor(Duration.ofMillis(1));
            assertThat(atSecond).hasSize(1);
        }
    }

    @Test
    void aSiteThatStillListensIsLookedAtAgainAtOnceAndThenLessAndLessOften() {
        try (SiteFailover<Site> client = client()) {
            underWay(client);
            presence = Presence.LISTENING;
            breakOne();
            time.runFor(Duration.ofMillis(50));
            List<Long> gaps = new ArrayList<>();
            for (int i = 1; i < looks.size(); i++) {
                gaps.add((looks.get(i) - looks.get(i - 1)) / 1_000);
            }
            assertThat(gaps).containsExactly(0L, 0L, 400L, 800L, 1_600L, 3_200L);
            assertThat(String.valueOf(client.status().routed())).isEqualTo("first");
        }
    }
}
