package dev.sitefailover;

import static dev.sitefailover.Scene.DETECTION;
import static dev.sitefailover.Scene.PROBE_CYCLE;
import static dev.sitefailover.Scene.routedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.control.Phase;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchOutcome.Kind;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The operator's and the organiser's hand. */
class DeclaredMoveTest {
    private final Scene scene = new Scene();

    @Test
    void declaringTheSameMoveTwiceMovesOnce() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        CompletionStage<SwitchOutcome> first = client.switchTo("b", SwitchRequest.graceful());
        CompletionStage<SwitchOutcome> second = client.switchTo("b", SwitchRequest.graceful());
        assertThat(scene.time.await(first).kind()).isEqualTo(Kind.SWITCHED);
        assertThat(scene.time.await(second).isThere()).isTrue();
        assertThat(scene.time
                        .await(client.switchTo("b", SwitchRequest.graceful()))
                        .kind())
                .isEqualTo(Kind.ALREADY_THERE);
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.events(SwitchEvent.Moved.class)).hasSize(1);
        assertThat(client.status().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void aMoveWaitsForThePromotionWhileCallsGoOnAtTheOldSite() {
        SiteFailover<Client> client = scene.routed();
        CompletionStage<SwitchOutcome> move =
                client.switchTo("b", SwitchRequest.graceful().awaitPromotionFor(Duration.ofMinutes(30)));
        scene.pass(Duration.ofMinutes(20));
        assertThat(scene.enquire(client).isAnswered()).isTrue();
        assertThat(routedTo(client)).isEqualTo("a");
        scene.b.serve();
        Duration took = scene.until(() -> move.toCompletableFuture().isDone(), Duration.ofMinutes(1));
        assertThat(took).isLessThanOrEqualTo(PROBE_CYCLE.plus(Duration.ofMillis(100)));
        assertThat(scene.time.await(move).kind()).isEqualTo(Kind.SWITCHED);
    }

    @Test
    void aMoveToASiteThatIsNotPromotedInTimeFailsAndNothingHasMoved() {
        SiteFailover<Client> client = scene.routed();
        SwitchOutcome outcome = scene.time.await(
                client.switchTo("b", SwitchRequest.graceful().awaitPromotionFor(Duration.ofMinutes(1))));
        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.detail()).contains("STANDBY");
        assertThat(routedTo(client)).isEqualTo("a");
        assertThat(client.status().epoch()).isEqualTo(new Epoch(1));
    }

    @Test
    void aMoveMayWaitForEverInEveryUnitThereIs() {
        SiteFailover<Client> client = scene.routed();
        CompletionStage<SwitchOutcome> move = client.switchTo(
                "b",
                SwitchRequest.graceful()
                        .awaitPromotionFor(java.time.temporal.ChronoUnit.FOREVER.getDuration())
                        .drainFor(Duration.ofSeconds(Long.MAX_VALUE)));
        scene.b.serve();
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.time.await(move).kind()).isEqualTo(Kind.SWITCHED);
    }

    @Test
    void aNewerMoveElsewhereTakesThePlaceOfOneThatWaits() {
        SiteFailover<Client> client = scene.routed();
        CompletionStage<SwitchOutcome> waits =
                client.switchTo("b", SwitchRequest.graceful().awaitPromotionFor(Duration.ofHours(1)));
        assertThat(scene.time
                        .await(client.switchTo("a", SwitchRequest.graceful()))
                        .kind())
                .isEqualTo(Kind.ALREADY_THERE);
        assertThat(scene.time.await(waits).kind()).isEqualTo(Kind.SUPERSEDED);
    }

    @Test
    void anUnknownSiteIsAnErrorThatNamesTheSites() {
        SiteFailover<Client> client = scene.routed();
        assertThatThrownBy(() -> client.switchTo("c", SwitchRequest.graceful()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no site c")
                .hasMessageContaining("[a, b]");
    }

    @Test
    void aHoldStopsAutomaticMovesUntilItIsReleased() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.hold(Duration.ofMinutes(10), "maintenance");
        scene.a.crash();
        scene.pass(Duration.ofMinutes(5));
        assertThat(routedTo(client)).isNotEqualTo("b");
        assertThat(client.status().heldFor()).isPositive();
        client.release();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(1));
        assertThat(client.status().heldFor()).isZero();
    }

    @Test
    void aDeclaredMoveBeatsAHold() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.hold(Duration.ofMinutes(10), "maintenance");
        scene.move(client, "b", SwitchRequest.graceful());
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void aHoldThatHasRunOutLetsTheMoveHappenAtThatMoment() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.hold(Duration.ofMinutes(1), "maintenance");
        long until = scene.time.nanoTime() + Duration.ofMinutes(1).toNanos();
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofMinutes(2));
        assertThat(scene.time.nanoTime() - until)
                .isBetween(0L, Duration.ofMillis(100).toNanos());
    }

    @Test
    void anExcludedSiteIsNotChosenUntilItIsIncluded() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.exclude("b", Duration.ofMinutes(10), "under repair");
        scene.a.crash();
        scene.pass(Duration.ofMinutes(1));
        assertThat(routedTo(client)).isNotEqualTo("b");
        client.include("b");
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(1));
    }

    @Test
    void anOverrideWithoutADurationIsAnError() {
        SiteFailover<Client> client = scene.routed();
        assertThatThrownBy(() -> client.hold(Duration.ZERO, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.exclude("a", Duration.ofSeconds(-1), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theStatusShowsWhatAnOperatorWantsToSee() {
        SiteFailover<Client> client = scene.routed();
        FailoverStatus status = client.status();
        assertThat(status.phase()).isEqualTo(Phase.ATTACHED);
        assertThat(status.assigned()).isEqualTo(scene.a.site);
        assertThat(status.routed()).isEqualTo(scene.a.site);
        assertThat(status.epoch()).isEqualTo(new Epoch(1));
        assertThat(status.heldFor()).isZero();
        assertThat(status.site("a").health()).isEqualTo(Health.SERVING);
        assertThat(status.site("a").assigned()).isTrue();
        assertThat(status.site("a").routed()).isTrue();
        assertThat(status.site("b").health()).isEqualTo(Health.STANDBY);
        assertThat(status.site("b").routed()).isFalse();
        assertThat(status.site("b").since()).isPositive();
        Scene.submitting(client, "K");
        assertThat(client.status().inFlight()).isEqualTo(1);
        assertThatThrownBy(() -> status.site("c")).hasMessageContaining("no site c");
    }

    @Test
    void whenRoutedIsANewStageAfterEachLossOfTheRoute() {
        SiteFailover<Client> client = scene.client().start();
        CompletionStage<Void> first = client.whenRouted();
        assertThat(first.toCompletableFuture()).isNotDone();
        scene.time.await(first);
        scene.a.standBy();
        scene.until(() -> routedTo(client) == null, DETECTION.plusSeconds(1));
        CompletionStage<Void> second = client.whenRouted();
        assertThat(second.toCompletableFuture()).isNotDone();
        scene.a.serve();
        scene.pass(PROBE_CYCLE.plusMillis(100));
        assertThat(second.toCompletableFuture()).isCompleted();
    }

    @Test
    void theEventsOfAMoveComeInTheOrderOfItsStages() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.events.clear();
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(10));
        scene.pass(Duration.ZERO);
        List<String> stages = scene.events.stream()
                .filter(event -> !(event instanceof SwitchEvent.PhaseChanged))
                .map(event -> event.getClass().getSimpleName())
                .toList();
        assertThat(stages)
                .containsSubsequence(
                        "HealthChanged",
                        "LossDetected",
                        "Decided",
                        "Withdrawn",
                        "Granted",
                        "Activated",
                        "Published",
                        "Moved");
        assertThat(scene.events).extracting(SwitchEvent::at).isSorted();
        SwitchEvent.Moved moved = scene.events(SwitchEvent.Moved.class).get(0);
        assertThat(moved.switchover().from()).isEqualTo(scene.a.site);
        assertThat(moved.switchover().to()).isEqualTo(scene.b.site);
    }

    @Test
    @SuppressWarnings("NullAway") // what others return is theirs
    void anAuthorityThatThrowsRefusesGrantsNullOrHangsDelaysTheMoveAndNoMore() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        SiteFailover<Client> client = scene.bothServing()
                .client()
                .authority(claim -> switch (asked.getAndIncrement()) {
                    case 0 -> throw new IllegalStateException("throws");
                    case 1 -> CompletableFuture.failedFuture(new IllegalStateException("refuses"));
                    case 2 -> CompletableFuture.completedFuture(null);
                    case 3 -> new CompletableFuture<>();
                    case 4 -> null;
                    case 5 -> CompletableFuture.completedFuture(Epoch.NONE);
                    default -> CompletableFuture.completedFuture(new Epoch(10 + granted.incrementAndGet()));
                })
                .start();
        scene.until(() -> routedTo(client) != null, Duration.ofMinutes(2));
        assertThat(asked.get()).isGreaterThanOrEqualTo(7);
        assertThat(scene.enquire(client).isAnswered()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // what others return is theirs
    void aPolicyThatThrowsOrAnswersNothingStays() {
        AtomicInteger asked = new AtomicInteger();
        FailoverPolicy automatic = FailoverPolicy.automatic();
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().policy(s -> {
            int n = asked.getAndIncrement();
            if (n % 3 == 0) {
                throw new IllegalStateException("undecided");
            }
            return n % 3 == 1 ? null : automatic.decide(s);
        }));
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(20));
        assertThat(scene.events(SwitchEvent.PolicyFailed.class)).isNotEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what others return is theirs
    void aProbeThatThrowsOrAnswersNothingCountsAsDown() {
        AtomicInteger asked = new AtomicInteger();
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().probe((c, site) -> {
            if (!site.id().equals("a") || asked.getAndIncrement() < 10) {
                return c.desk.probe(c);
            }
            if (asked.get() % 2 == 0) {
                throw new AssertionError("probe");
            }
            return null;
        }));
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(20));
        assertThat(client.status().site("a").health()).isEqualTo(Health.DOWN);
    }
}
