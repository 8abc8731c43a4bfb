package dev.sitefailover;

import static dev.sitefailover.Scene.ENQUIRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.Phase;
import dev.sitefailover.control.SwitchOutcome.Kind;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The end: everybody has an outcome, every connection is closed, no timer goes on. */
class CloseTest {
    private final Scene scene = new Scene();

    private void nothingIsLeft(SiteFailover<Client> client) {
        assertThat(client.status().phase()).isEqualTo(Phase.CLOSED);
        assertThat(client.status().inFlight()).isZero();
        assertThat(client.status().waiting()).isZero();
        assertThat(scene.a.loggedOn).isEmpty();
        assertThat(scene.b.loggedOn).isEmpty();
        assertThat(scene.a.clients).allMatch(c -> c.closed);
        assertThat(scene.b.clients).allMatch(c -> c.closed);
        assertThat(scene.time.runUntilIdle(Duration.ofMinutes(1)))
                .as("no timer goes on for ever")
                .isTrue();
    }

    @Test
    void closingClosesEveryClientAndStopsEveryTimer() {
        SiteFailover<Client> client = scene.routed();
        client.close();
        nothingIsLeft(client);
    }

    @Test
    void closingBeforeAnythingHasHappenedWorksToo() {
        SiteFailover<Client> client = scene.client().start();
        client.close();
        nothingIsLeft(client);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        SiteFailover<Client> client = scene.routed();
        CompletionStage<Void> first = client.closeAsync(Duration.ZERO);
        CompletionStage<Void> second = client.closeAsync(Duration.ofMinutes(1));
        scene.time.await(first);
        scene.time.await(second);
        client.close();
        client.close();
        nothingIsLeft(client);
    }

    @Test
    void callsAfterTheEndFailAtOnceAndSayWhy() {
        SiteFailover<Client> client = scene.routed();
        client.close();
        long now = scene.time.nanoTime();
        Outcome<String> outcome = scene.submit(client, "K");
        assertThat(outcome).isInstanceOfSatisfying(Undelivered.class, u -> assertThat(u.reason())
                .isEqualTo("this client is closed"));
        assertThat(client.tryCall(ENQUIRY, null, c -> "never")).isInstanceOf(Undelivered.class);
        assertThat(scene.time.nanoTime()).isEqualTo(now);
        assertThat(scene.time
                        .await(client.switchTo("b", SwitchRequest.graceful()))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(client.whenRouted().toCompletableFuture()).isCompletedExceptionally();
        client.hold(Duration.ofMinutes(1), "too late");
        client.release();
    }

    @Test
    void callsInFlightMayFinishWhileItCloses() {
        SiteFailover<Client> client = scene.routed();
        scene.a.latency = Duration.ofMillis(700);
        CompletionStage<Outcome<String>> call = Scene.submitting(client, "K1");
        long began = scene.time.nanoTime();
        client.close();
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began))
                .isBetween(Duration.ofMillis(700), Duration.ofMillis(800));
        assertThat(scene.outcome(call).isAnswered()).isTrue();
        nothingIsLeft(client);
    }

    @Test
    void callsThatDoNotFinishInTimeAreInDoubtAtTheEnd() {
        SiteFailover<Client> client = scene.routed(scene.client().callTimeout(Duration.ofMinutes(5)));
        scene.a.manner = Manner.SWALLOW;
        CompletionStage<Outcome<String>> call = Scene.submitting(client, "K1");
        scene.time.await(client.closeAsync(Duration.ofSeconds(3)));
        assertThat(scene.time.nanoTime()).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(call.toCompletableFuture()).isDone();
        assertThat(scene.outcome(call)).isInstanceOf(Doubtful.class);
        assertThat(client.inDoubt().size()).isEqualTo(1);
    }

    @Test
    void callsThatWaitForARouteAreDismissed() {
        SiteFailover<Client> client = scene.client().start();
        CompletionStage<Outcome<String>> call = Scene.submitting(client, "K1");
        scene.time.await(client.closeAsync(Duration.ofMinutes(1)));
        assertThat(scene.outcome(call)).isInstanceOf(Undelivered.class);
        nothingIsLeft(client);
    }

    @Test
    void closingInTheMiddleOfASwitchTakesItBack() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.b.logonHangs = true;
        var move = client.switchTo("b", SwitchRequest.graceful());
        scene.pass(Duration.ofMillis(20));
        assertThat(client.status().phase()).isEqualTo(Phase.ACTIVATING);
        client.close();
        assertThat(scene.time.await(move).kind()).isEqualTo(Kind.FAILED);
        assertThat(client.status().phase()).isEqualTo(Phase.CLOSED);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.b.loggedOn).isEmpty();
    }

    @Test
    void aSiteThatHangsInEveryWayCannotKeepItOpen() {
        SiteFailover<Client> client = scene.routed();
        scene.a.logoffHangs = true;
        scene.a.probesHang = true;
        scene.a.manner = Manner.SWALLOW;
        scene.b.opensHang = true;
        Scene.submitting(client, "K1");
        long began = scene.time.nanoTime();
        scene.time.await(client.closeAsync(Duration.ofSeconds(1)));
        // drain 1 s + leaving 1 s + closing 1 s
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began)).isLessThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void aClientStillBeingOpenedDoesNotKeepItOpenAndIsClosedWhenItComes() {
        scene.a.opensHang = true;
        scene.b.opensHang = true;
        SiteFailover<Client> client = scene.client().start();
        scene.pass(Duration.ofSeconds(10));
        long began = scene.time.nanoTime();
        client.close();
        assertThat(scene.time.nanoTime()).isEqualTo(began);
        nothingIsLeft(client);
    }

    @Test
    void aClientThatCannotBeClosedHarmsNobody() {
        SiteFailover<Client> client = scene.routed();
        scene.a.closeFails = true;
        client.close();
        nothingIsLeft(client);
    }

    @Test
    void anOutcomeMayCloseTheClientItCameFrom() {
        SiteFailover<Client> client = scene.routed();
        List<String> story = new ArrayList<>();
        Scene.submitting(client, "K1")
                .thenCompose(outcome -> client.closeAsync(Duration.ofSeconds(1)))
                .thenRun(() -> story.add("closed"));
        scene.pass(Duration.ofSeconds(3));
        assertThat(story).containsExactly("closed");
        nothingIsLeft(client);
    }
}
