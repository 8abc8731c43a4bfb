package dev.sitefailover;

import static dev.sitefailover.Scene.DETECTION;
import static dev.sitefailover.Scene.ENQUIRY;
import static dev.sitefailover.Scene.PROBE_CYCLE;
import static dev.sitefailover.Scene.SUBMIT;
import static dev.sitefailover.Scene.routedTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.policy.Decision;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Each name is a fault of a failover client in production use elsewhere; here is why it cannot happen here. */
class WhatPeersGetWrongTest {
    private final Scene scene = new Scene();

    @Test
    void bothSitesDownThenThePrimaryReturnsIsRecoveredWithinOneProbeCycle() {
        bothDownThenOneReturns(scene.a);
    }

    @Test
    void bothSitesDownThenTheSecondaryReturnsIsRecoveredWithinOneProbeCycle() {
        bothDownThenOneReturns(scene.b);
    }

    private void bothDownThenOneReturns(Scene.Desk first) {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.crash();
        scene.b.crash();
        scene.pass(Duration.ofMinutes(30));
        first.serve();
        Duration took = scene.until(() -> first.site.id().equals(routedTo(client)), Duration.ofMinutes(1));
        // rise × interval + timeout until it is known; logon and verification take milliseconds here
        assertThat(took).isLessThanOrEqualTo(PROBE_CYCLE.plus(scene.a.latency.multipliedBy(2)));
        assertThat(scene.enquire(client).isAnswered()).isTrue();
    }

    @Test
    void theOnlySurvivorIsNotLockedOutByTheTimeItWasLeftFor() {
        SiteFailover<Client> client = scene.routed(
                scene.bothServing().client().breaker(GuardSettings.DEFAULT.withOpenFor(Duration.ofHours(1))));
        // a is left because calls fail there although probes pass: it is avoided for a minute
        scene.a.manner = Manner.RESET;
        for (int i = 0; i < 5; i++) {
            scene.enquire(client);
        }
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(5));
        scene.a.serve();
        scene.b.crash();
        Duration took = scene.until(() -> "a".equals(routedTo(client)), Duration.ofMinutes(1));
        assertThat(took).isLessThanOrEqualTo(DETECTION.plus(Duration.ofSeconds(1)));
        assertThat(scene.enquire(client).isAnswered()).isTrue();
    }

    @Test
    void theOnlySurvivorIsNotLockedOutByAnOpenBreaker() {
        SiteFailover<Client> client =
                scene.routed(scene.client().breaker(GuardSettings.DEFAULT.withOpenFor(Duration.ofHours(1))));
        scene.a.manner = Manner.RESET;
        for (int i = 0; i < 5; i++) {
            scene.enquire(client);
        }
        assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.OPEN);
        scene.a.manner = Manner.ANSWER;
        assertThat(scene.enquire(client).isAnswered())
                .as("the breaker is open for an hour, but there is nowhere else to go")
                .isTrue();
        scene.enquire(client);
        scene.enquire(client);
        assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
    }

    @Test
    void aSiteThatAcceptsTheConnectionButFailsTheLogonCountsAsDown() {
        scene.bothServing();
        scene.a.logonFails = true;
        SiteFailover<Client> client = scene.client().start();
        Duration took = scene.until(() -> "b".equals(routedTo(client)), Duration.ofMinutes(1));
        assertThat(took).isLessThanOrEqualTo(PROBE_CYCLE.plus(Duration.ofSeconds(1)));
        assertThat(scene.enquire(client).isAnswered()).isTrue();
    }

    @Test
    void aTargetThatFailsTheLogonIsLeftForTheNextSite() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.b.logonFails = true;
        scene.a.crash();
        scene.pass(Duration.ofSeconds(20));
        assertThat(routedTo(client)).isNull();
        scene.b.logonFails = false;
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(11));
        assertThat(scene.events(SwitchEvent.AttemptFailed.class)).isNotEmpty();
    }

    @Test
    void aLogonThatHangsIsGivenUpAtItsBoundAndTakenBack() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.b.logonHangs = true;
        scene.a.crash();
        scene.pass(Duration.ofSeconds(15));
        scene.a.serve();
        scene.until(() -> "a".equals(routedTo(client)), Duration.ofSeconds(20));
        assertThat(scene.b.loggedOn).isEmpty();
    }

    @Test
    void theDeadlineOfACallDoesNotDependOnTheConnection() {
        SiteFailover<Client> client = scene.routed(scene.client().callTimeout(Duration.ofSeconds(2)));
        scene.a.manner = Manner.SWALLOW;
        long began = scene.time.nanoTime();
        Outcome<String> outcome = scene.enquire(client);
        assertThat(Duration.ofNanos(scene.time.nanoTime() - began)).isEqualTo(Duration.ofSeconds(2));
        assertThat(outcome).isInstanceOf(Undelivered.class);
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void oldConnectionsToADemotedSiteAreClosed() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        Client old = scene.a.clients.get(0);
        assertThat(old.closed).isFalse();
        scene.move(client, "b", SwitchRequest.graceful());
        scene.pass(Duration.ZERO);
        assertThat(old.closed).isTrue();
        assertThat(scene.a.loggedOn).isEmpty();
        scene.move(client, "a", SwitchRequest.graceful());
        assertThat(scene.enquire(client).isAnswered())
                .as("over a new connection")
                .isTrue();
    }

    @Test
    void oldConnectionsAreClosedAlsoWhenTheOldSiteDoesNotAnswerTheLogoff() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        Client old = scene.a.clients.get(0);
        scene.a.logoffHangs = true;
        scene.move(client, "b", SwitchRequest.abrupt());
        scene.pass(Duration.ZERO);
        assertThat(old.closed).isTrue();
    }

    @Test
    void aLateAnswerFromAnOlderEpochChangesNothing() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.manner = Manner.LOSE_REPLY;
        Outcome<String> outcome = scene.submit(client, "K1");
        assertThat(outcome).isInstanceOf(Doubtful.class);
        scene.move(client, "b", SwitchRequest.graceful());
        FailoverStatus before = client.status();
        scene.a.unanswered.forEach(reply -> reply.complete("K1@a"));
        scene.pass(Duration.ZERO);
        assertThat(client.status().routed()).isEqualTo(before.routed());
        assertThat(client.status().epoch()).isEqualTo(before.epoch());
        assertThat(client.inDoubt().entries())
                .as("that site's word is no proof of what the site in force knows")
                .hasSize(1);
    }

    @Test
    void aLateAnswerOfTheEpochInForceSettlesWhatWasInDoubt() {
        SiteFailover<Client> client = scene.routed();
        scene.a.manner = Manner.LOSE_REPLY;
        Doubtful<String> doubtful = (Doubtful<String>) scene.submit(client, "K1");
        scene.a.unanswered.forEach(reply -> reply.complete("K1@a"));
        assertThat(scene.time.await(doubtful.entry().settled())).isEqualTo(Finding.APPLIED);
        assertThat(client.inDoubt().isEmpty()).isTrue();
    }

    @Test
    void failuresOfAnOlderEpochDoNotImpairTheNewSite() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.manner = Manner.SWALLOW;
        for (int i = 0; i < 20; i++) {
            Scene.submitting(client, "K" + i);
        }
        scene.move(client, "b", SwitchRequest.abrupt());
        scene.pass(Duration.ofSeconds(5));
        assertThat(client.status().site("b").impaired()).isFalse();
        assertThat(client.status().site("b").breaker()).isEqualTo(Guard.State.CLOSED);
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void aStaleProbeNeverReopensASite() {
        SiteFailover<Client> client = scene.routed();
        scene.pass(Duration.ofSeconds(3));
        scene.a.probesHang = true;
        scene.pass(Duration.ofSeconds(10));
        assertThat(client.status().site("a").health()).isEqualTo(Health.DOWN);
        List<CompletableFuture<ProbeResult>> stale = new ArrayList<>(scene.a.unansweredProbes);
        scene.a.probesHang = false;
        scene.a.crash();
        scene.pass(Duration.ofSeconds(3));
        stale.forEach(probe -> probe.complete(ProbeResult.serving()));
        scene.pass(Duration.ofSeconds(3));
        assertThat(client.status().site("a").health()).isEqualTo(Health.DOWN);
    }

    @Test
    void stepsOfTheWallClockChangeNothing() {
        assertThat(storyWithSteps(Duration.ofDays(400), Duration.ofDays(-800)))
                .isEqualTo(storyWithSteps(Duration.ZERO, Duration.ZERO));
    }

    private static List<String> storyWithSteps(Duration first, Duration second) {
        Scene scene = new Scene(7).bothServing();
        SiteFailover<Client> client =
                scene.routed(scene.client().policy(FailoverPolicy.automatic(Failback.automatic())));
        List<String> story = new ArrayList<>();
        client.hold(Duration.ofSeconds(30), "practice");
        scene.time.stepWallClock(first);
        scene.a.crash();
        for (int i = 0; i < 40; i++) {
            story.add(scene.enquire(client).getClass().getSimpleName());
            scene.pass(Duration.ofMillis(750));
        }
        scene.time.stepWallClock(second);
        scene.a.serve();
        for (int i = 0; i < 100; i++) {
            story.add(scene.enquire(client).toString());
            scene.pass(Duration.ofSeconds(1));
        }
        scene.events.forEach(event -> story.add(event.toString()));
        assertThat(story.toString()).contains("failback");
        return story;
    }

    @Test
    void aThrowingListenerHarmsNobody() {
        List<SwitchEvent> heard = new ArrayList<>();
        SiteFailover<Client> client = scene.routed(scene.bothServing()
                .client()
                .listener(event -> {
                    throw new AssertionError("a listener of bad manners");
                })
                .listener(heard::add));
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(10));
        scene.pass(Duration.ZERO);
        assertThat(heard).isEqualTo(scene.events).hasAtLeastOneElementOfType(SwitchEvent.Moved.class);
    }

    @Test
    void aRemovedListenerIsGone() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        List<SwitchEvent> heard = new ArrayList<>();
        FailoverListener.Registration registration = client.listen(heard::add);
        client.hold(Duration.ofMinutes(1), "first");
        registration.close();
        registration.close();
        client.release();
        scene.pass(Duration.ofMinutes(2));
        assertThat(heard).as("not even what happened just before it left").isEmpty();
    }

    @Test
    void lowTrafficStillTripsTheBreaker() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.manner = Manner.RESET;
        int calls = 0;
        while ("a".equals(routedTo(client)) && calls < 100) {
            scene.submit(client, "K" + calls++);
            scene.pass(Duration.ofMinutes(20));
        }
        assertThat(calls).isEqualTo(GuardSettings.DEFAULT.failuresInARow());
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void aCommitInFlightAtACrashIsInDoubtAndNeitherSuccessNorPlainFailure() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.manner = Manner.LOSE_REPLY;
        CompletionStage<Outcome<String>> commit = Scene.submitting(client, "K1");
        scene.a.crash();
        assertThat(scene.outcome(commit)).isInstanceOf(Doubtful.class);
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(10));
        assertThat(scene.b.arrived).as("not sent again").doesNotContain("K1");
        assertThat(client.inDoubt().find(SUBMIT, "K1")).isNotNull();
    }

    @Test
    void aCommitInFlightAtADeclaredSwitchIsInDoubtWhenItsAnswerDoesNotCome() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.manner = Manner.LOSE_REPLY;
        CompletionStage<Outcome<String>> commit = Scene.submitting(client, "K1");
        scene.move(client, "b", SwitchRequest.abrupt());
        assertThat(scene.outcome(commit)).isInstanceOf(Doubtful.class);
        assertThat(scene.b.arrived).doesNotContain("K1");
    }

    @Test
    void everyHoldExpires() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.hold(Duration.ofDays(100_000_000), "for ever");
        assertThat(client.status().heldFor()).isLessThanOrEqualTo(Duration.ofHours(24));
        scene.a.crash();
        scene.pass(Duration.ofHours(23));
        assertThat(routedTo(client)).isNotEqualTo("b");
        scene.pass(Duration.ofHours(1).plusSeconds(1));
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void everyExclusionExpires() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        client.exclude("b", Duration.ofSeconds(Long.MAX_VALUE), "for ever");
        scene.a.crash();
        scene.pass(Duration.ofHours(23));
        assertThat(routedTo(client)).isNotEqualTo("b");
        scene.pass(Duration.ofHours(1).plusSeconds(1));
        assertThat(routedTo(client)).isEqualTo("b");
    }

    @Test
    void aDeadSiteIsNotRetriedByEveryCall() {
        SiteFailover<Client> client = scene.routed();
        scene.a.crash();
        scene.pass(DETECTION);
        int before = scene.a.arrived.size();
        for (int i = 0; i < 1_000; i++) {
            scene.submit(client, "K" + i);
            scene.pass(Duration.ofMillis(20));
        }
        int attempts = scene.a.arrived.size() - before;
        // until the breaker opens; afterwards only probes look whether it is back
        assertThat(attempts).isLessThanOrEqualTo(GuardSettings.DEFAULT.failuresInARow() + 3);
    }

    @Test
    void aForcedSwitchComparesSitesByIdAndNotByIdentity() {
        Site sameAgain = Site.of("b", "https://another.address");
        SiteFailover<Client> client = scene.routed(scene.bothServing()
                .client()
                .policy(s -> s.active().isServing() ? Decision.stay("fine") : Decision.forcedMove(sameAgain, "lost")));
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(10));
        SwitchOutcome again = scene.time.await(client.switchTo(new String("b"), SwitchRequest.abrupt()));
        assertThat(again.kind()).isEqualTo(SwitchOutcome.Kind.ALREADY_THERE);
        assertThat(client.status().site("b").routed()).isTrue();
    }

    @Test
    void callsGoWhereTheRouteGoesAndNeverToTheSiteThatIsDown() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client());
        scene.a.crash();
        scene.until(() -> "b".equals(routedTo(client)), Duration.ofSeconds(10));
        int before = scene.a.arrived.size();
        for (int i = 0; i < 100; i++) {
            assertThat(scene.outcome(client.tryCallAsync(ENQUIRY, null, c -> c.send("e")))
                            .isAnswered())
                    .isTrue();
        }
        assertThat(scene.a.arrived).hasSize(before);
    }
}
