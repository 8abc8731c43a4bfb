package dev.sitefailover;

import static dev.sitefailover.Scene.AMEND;
import static dev.sitefailover.Scene.ENQUIRY;
import static dev.sitefailover.Scene.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.CallInDoubtException;
import dev.sitefailover.routing.CallNotDeliveredException;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.site.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How calls end, whatever the site and the caller's own code do. */
class CallOutcomesTest {
    private final Scene scene = new Scene();

    @Test
    void anAnswerSaysWhereAndInWhichEpochItWasGiven() {
        SiteFailover<Client> client = scene.routed();
        Answered<String> answered = (Answered<String>) scene.enquire(client);
        assertThat(answered.value()).isEqualTo("enquiry@a");
        assertThat(answered.site()).isEqualTo(scene.a.site);
        assertThat(answered.epoch()).isEqualTo(client.status().epoch());
    }

    @Test
    void aListenerIsToldTheOutcomeAStageWouldHave() {
        SiteFailover<Client> client = scene.routed();
        List<Outcome<String>> told = new ArrayList<>();
        client.tryCallAsync(SUBMIT, "K1", c -> c.send("K1"), told::add);
        assertThat(told).isEmpty();
        scene.pass(scene.a.latency);
        assertThat(told)
                .containsExactly(
                        new Answered<>("K1@a", scene.a.site, client.status().epoch()));

        scene.a.manner = Manner.SWALLOW;
        client.tryCallAsync(SUBMIT, "K2", c -> c.send("K2"), told::add);
        scene.pass(Duration.ofMinutes(1));
        assertThat(told).hasSize(2);
        assertThat(((Doubtful<String>) told.get(1)).entry().key()).isEqualTo("K2");
    }

    @Test
    void aListenerThatThrowsHarmsNeitherTheCallNorTheNext() {
        SiteFailover<Client> client = scene.routed();
        client.<String>tryCallAsync(SUBMIT, "K1", c -> c.send("K1"), outcome -> {
            throw new ListenersBug();
        });
        scene.pass(scene.a.latency);
        assertThat(client.status().inFlight()).isZero();
        assertThat(scene.submit(client, "K2")).isInstanceOf(Answered.class);
    }

    @Test
    void aBusinessErrorIsPassedOnUnchangedAndNeverCountedAgainstTheSite() {
        SiteFailover<Client> client = scene.routed();
        IllegalStateException limit = new IllegalStateException("over the limit");
        for (int i = 0; i < 50; i++) {
            Outcome<String> outcome = scene.outcome(
                    client.tryCallAsync(SUBMIT, "K" + i, c -> CompletableFuture.<String>failedFuture(limit)));
            assertThat(outcome)
                    .isEqualTo(new TurnedDown<String>(
                            limit, scene.a.site, client.status().epoch()));
        }
        assertThat(client.status().site("a").impaired()).isFalse();
        assertThat(client.inDoubt().isEmpty()).isTrue();
    }

    @Test
    void aReadOnlyCallIsSentAgainAndAtTheNewSiteWhenTheOldOneIsLost() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().callTimeout(Duration.ofSeconds(10)));
        scene.a.manner = Manner.RESET;
        for (int i = 0; i < 4; i++) {
            client.tryCallAsync(SUBMIT, "K" + i, c -> c.send("x"));
        }
        scene.pass(Duration.ofMillis(100));
        Answered<String> answered = (Answered<String>) scene.enquire(client);
        assertThat(answered.site().id()).isEqualTo("b");
    }

    @Test
    void anIdempotentCallThatMayHaveArrivedOnceIsNeverReportedAsNotSent() {
        SiteFailover<Client> client = scene.routed();
        scene.a.manner = Manner.RESET;
        CompletionStage<Outcome<String>> amended = client.tryCallAsync(AMEND, null, c -> c.send("amend"));
        scene.pass(Duration.ofMillis(6));
        scene.a.manner = Manner.UNREACHABLE;
        Undelivered<String> undelivered = (Undelivered<String>) scene.outcome(amended);
        assertThat(scene.a.applied).containsEntry("amend", 1);
        assertThat(undelivered.delivery()).isEqualTo(Delivery.IN_DOUBT);
    }

    @Test
    void aRefusedOnceOnlyCallIsSentAgainUntilItIsTaken() {
        SiteFailover<Client> client = scene.routed();
        scene.a.manner = Manner.REFUSE;
        CompletionStage<Outcome<String>> submitted = Scene.submitting(client, "K1");
        scene.pass(Duration.ofMillis(6));
        scene.a.manner = Manner.ANSWER;
        assertThat(scene.outcome(submitted).isAnswered()).isTrue();
        assertThat(scene.a.applied).containsEntry("K1", 1);
        assertThat(scene.a.arrived).hasSize(2);
    }

    @Test
    void aOnceOnlyCallWithoutAKeyIsRefusedAtOnce() {
        SiteFailover<Client> client = scene.routed();
        assertThatThrownBy(() -> client.callAsync(SUBMIT, null, c -> c.send("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give a key");
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // what others return is theirs
    void aFunctionThatReturnsNoStageEndsItsCallAndHarmsNoOther() {
        SiteFailover<Client> client = scene.client().start();
        CompletionStage<Outcome<String>> broken = client.tryCallAsync(ENQUIRY, null, c -> null);
        CompletionStage<Outcome<String>> behindIt = client.tryCallAsync(ENQUIRY, null, c -> c.send("e"));
        assertThat(client.status().waiting()).isEqualTo(2);
        assertThat(scene.outcome(broken)).isInstanceOf(TurnedDown.class);
        assertThat(scene.outcome(behindIt).isAnswered()).isTrue();
    }

    @Test
    void aFunctionThatThrowsAnErrorIsInDoubtAndKeepsNoSlot() {
        SiteFailover<Client> client = scene.routed();
        Outcome<String> outcome = scene.outcome(client.tryCallAsync(SUBMIT, "K", c -> {
            throw new LinkageError("half installed");
        }));
        assertThat(outcome).isInstanceOf(Doubtful.class);
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void aClassifierThatThrowsMakesTheCallDoubtfulAndHangsNothing() {
        SiteFailover<Client> client = scene.routed(scene.client().classifier(error -> {
            throw new IllegalStateException("no opinion");
        }));
        scene.a.manner = Manner.RESET;
        assertThat(scene.submit(client, "K1")).isInstanceOf(Doubtful.class);
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void callsThatArriveDuringASwitchWaitAndGoOnInOrderAfterIt() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.logoffHangs = true; // the old site takes its bound of one second to be left
        client.switchTo("b", SwitchRequest.abrupt());
        scene.pass(Duration.ofMillis(1));
        List<CompletionStage<Outcome<String>>> calls = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(Scene.submitting(client, "K" + i));
            expected.add("K" + i);
        }
        assertThat(client.status().waiting()).isEqualTo(50);
        calls.forEach(call -> assertThat(scene.outcome(call).isAnswered()).isTrue());
        assertThat(scene.b.arrived).isEqualTo(expected);
        assertThat(scene.a.arrived).isEmpty();
    }

    @Test
    void aWaitingCallGivesUpAtItsBoundBeforeItsDeadline() {
        SiteFailover<Client> client = scene.routed(scene.bothServing()
                .client()
                .calls(CallSettings.DEFAULT
                        .withTimeout(Duration.ofSeconds(5))
                        .withWaitForRoute(Duration.ofMillis(300))));
        scene.a.logoffHangs = true;
        client.switchTo("b", SwitchRequest.abrupt());
        scene.pass(Duration.ofMillis(1));
        long began = scene.time.nanoTime();
        Outcome<String> outcome = scene.submit(client, "K");
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began)).isEqualTo(Duration.ofMillis(300));
        assertThat(outcome).isInstanceOfSatisfying(Undelivered.class, u -> assertThat(u.delivery())
                .isEqualTo(Delivery.NOT_SENT));
    }

    @Test
    void aWaitingCallGivesUpAtItsDeadlineBeforeItsBound() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.logoffHangs = true;
        client.switchTo("b", SwitchRequest.abrupt());
        scene.pass(Duration.ofMillis(1));
        long began = scene.time.nanoTime();
        Outcome<String> outcome =
                scene.outcome(client.tryCallAsync(SUBMIT.within(Duration.ofMillis(200)), "K", c -> c.send("K")));
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began)).isEqualTo(Duration.ofMillis(200));
        assertThat(outcome).isInstanceOf(Undelivered.class);
    }

    @Test
    void withoutPatienceACallDuringASwitchFailsAtOnce() {
        SiteFailover<Client> client =
                scene.routed(scene.bothServing().client().calls(CallSettings.DEFAULT.withWaitForRoute(Duration.ZERO)));
        scene.a.logoffHangs = true;
        client.switchTo("b", SwitchRequest.abrupt());
        scene.pass(Duration.ofMillis(1));
        long began = scene.time.nanoTime();
        assertThat(scene.submit(client, "K")).isInstanceOf(Undelivered.class);
        assertThat(scene.time.nanoTime()).isEqualTo(began);
    }

    @Test
    void withNowhereToGoACallFailsAtOnceAndSaysWhatIsTheMatter() {
        SiteFailover<Client> client = scene.routed();
        scene.a.standBy();
        scene.pass(Scene.DETECTION);
        assertThat(client.status().routed()).isNull();
        long began = scene.time.nanoTime();
        Undelivered<String> undelivered = (Undelivered<String>) scene.submit(client, "K");
        assertThat(scene.time.nanoTime()).isEqualTo(began);
        assertThat(undelivered.reason()).contains("a STANDBY").contains("b STANDBY");
        scene.a.crash();
        scene.pass(Scene.DETECTION);
        assertThat(((Undelivered<String>) scene.submit(client, "K")).reason())
                .as("today's state of affairs, not that of the day the route was lost")
                .contains("a DOWN");
    }

    @Test
    void drainWaitsForCallsInFlight() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.latency = Duration.ofMillis(800);
        CompletionStage<Outcome<String>> call = Scene.submitting(client, "K1");
        long began = scene.time.nanoTime();
        scene.move(client, "b", SwitchRequest.graceful().drainFor(Duration.ofSeconds(5)));
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(900));
        assertThat(scene.outcome(call).isAnswered()).isTrue();
    }

    @Test
    void drainWaitsNoLongerThanItsBound() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().callTimeout(Duration.ofSeconds(30)));
        scene.a.manner = Manner.SWALLOW;
        CompletionStage<Outcome<String>> call = Scene.submitting(client, "K1");
        long began = scene.time.nanoTime();
        scene.move(client, "b", SwitchRequest.graceful().drainFor(Duration.ofSeconds(3)));
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began))
                .isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_100));
        assertThat(scene.outcome(call)).isInstanceOf(Doubtful.class);
    }

    @Test
    void aPlainCallThrowsWhatAnOutcomeWouldSay() {
        SiteFailover<Client> client = scene.routed();
        scene.a.manner = Manner.RESET;
        assertThatThrownBy(() -> scene.time.await(client.callAsync(SUBMIT, "K1", c -> c.send("K1"))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CallInDoubtException.class)
                .hasMessageContaining("K1");
        assertThatThrownBy(() -> scene.time.await(client.callAsync(ENQUIRY, null, c -> c.send("e"))))
                .hasCauseInstanceOf(CallNotDeliveredException.class);
    }

    @Test
    void manyCallsThatCompleteAtOnceNestNoDeeperThanOne() {
        SiteFailover<Client> client = scene.client().start();
        List<CompletionStage<String>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            calls.add(client.callAsync(ENQUIRY, null, c -> CompletableFuture.completedFuture("now")));
        }
        scene.time.await(client.whenRouted());
        scene.pass(Duration.ZERO);
        assertThat(calls).allMatch(call -> call.toCompletableFuture().isDone());
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void aCallersContinuationMayWaitForTheEngineItself() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        List<String> story = new ArrayList<>();
        client.switchTo("b", SwitchRequest.abrupt())
                .thenCompose(there -> client.switchTo("a", SwitchRequest.abrupt()))
                .thenAccept(back -> story.add(back.kind() + " " + Scene.routedTo(client)));
        scene.pass(Duration.ofSeconds(1));
        assertThat(story).containsExactly("SWITCHED a");
    }

    /** Without a stack trace to fill the log with. */
    private static final class ListenersBug extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ListenersBug() {
            super("a listener with a bug", null, false, false);
        }
    }
}
