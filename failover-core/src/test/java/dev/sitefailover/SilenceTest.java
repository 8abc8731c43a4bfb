package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchEvent.LossDetected;
import dev.sitefailover.control.SwitchEvent.Moved;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.routing.SilenceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A site that does not answer is noticed by the calls that wait for it. */
class SilenceTest {
    private static final ProbeSettings OFTEN = new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(100), 2, 3);
    private static final Duration LIMIT = Duration.ofMillis(60); // six tenths of the probe interval
    private static final Duration EVERY = Duration.ofMillis(2);

    private final Scene scene = new Scene().bothServing();
    private final List<Call> calls = new ArrayList<>();

    /** One call of the stream, and what became of it. */
    private final class Call {
        final long began = scene.time.nanoTime();

        @Nullable
        Outcome<String> outcome;

        long took;

        boolean answeredBy(String site) {
            return outcome instanceof Answered<String> answered
                    && answered.site().id().equals(site);
        }
    }

    private SiteFailover<Client> started(SiteFailoverBuilder<Client> settings) {
        scene.a.latency = EVERY;
        scene.b.latency = EVERY;
        return scene.routed(settings.probing(OFTEN).callTimeout(Duration.ofMillis(500)));
    }

    private void stream(SiteFailover<Client> client, Operation operation, Duration lasting, Duration every) {
        long end = scene.time.nanoTime() + lasting.toNanos();
        one(client, operation, end, every.toNanos());
        scene.pass(lasting.plusSeconds(1));
    }

    private void one(SiteFailover<Client> client, Operation operation, long end, long every) {
        if (scene.time.nanoTime() >= end) {
            return;
        }
        Call call = new Call();
        String key = "k" + calls.size();
        calls.add(call);
        client.tryCallAsync(operation, key, c -> c.send(key)).thenAccept(outcome -> {
            call.outcome = outcome;
            call.took = scene.time.nanoTime() - call.began;
        });
        scene.time.schedule(every, () -> one(client, operation, end, every));
    }

    @Test
    void aSilentSiteIsLeftLongBeforeACallTimesOut() {
        SiteFailover<Client> client = started(scene.client());
        scene.time.schedule(Duration.ofSeconds(1), scene.a::hang);
        long hangs = scene.time.nanoTime() + Duration.ofSeconds(1).toNanos();

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(3), EVERY);

        assertThat(calls).allMatch(call -> call.outcome instanceof Answered);
        long first = calls.stream()
                .filter(call -> call.answeredBy("b"))
                .mapToLong(call -> call.began + call.took)
                .min()
                .orElseThrow();
        // the limit counts from the last answer or the oldest call, a tick is an eighth of it, then three round trips
        Duration bound = LIMIT.plus(EVERY).plus(LIMIT.dividedBy(8)).plus(EVERY.multipliedBy(3));
        assertThat(Duration.ofNanos(first - hangs)).isBetween(LIMIT, bound);
        assertThat(calls).allMatch(call -> call.took < 2 * LIMIT.toNanos());
        assertThat(scene.events(LossDetected.class)).hasSize(1);
    }

    @Test
    void callsWithDifferentTimeoutsAreOneTraffic() {
        SiteFailover<Client> client = started(scene.client());
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            operations.add(Operation.readOnly("enquiry").within(Duration.ofMillis(500 + i)));
        }
        stream(client, Scene.ENQUIRY, Duration.ofSeconds(1), Duration.ofMillis(10)); // never several at once
        scene.a.hang();
        long hangs = scene.time.nanoTime();
        operations.forEach(operation -> client.tryCallAsync(operation, null, c -> c.send("enquiry")));
        scene.pass(Duration.ofSeconds(2));

        Duration known =
                Duration.ofNanos(scene.events(LossDetected.class).get(0).at() - hangs);
        assertThat(known).isLessThanOrEqualTo(LIMIT.plus(LIMIT.dividedBy(4)));
    }

    @Test
    void aSiteThatCollectsItsGarbageIsNotLeft() {
        SiteFailover<Client> client = started(scene.client());
        for (int i = 1; i <= 120; i++) {
            scene.time.schedule(Duration.ofSeconds(5L * i), () -> scene.a.pause(Duration.ofMillis(50)));
        }

        stream(client, Scene.ENQUIRY, Duration.ofMinutes(10), EVERY);

        assertThat(scene.events(Moved.class)).isEmpty();
        assertThat(scene.events(LossDetected.class)).isEmpty();
        assertThat(calls).allMatch(call -> call.answeredBy("a"));
    }

    @Test
    void pausesThatGrowAreLearnt() {
        SiteFailover<Client> client = started(scene.client());
        for (int i = 0; i < 60; i++) {
            Duration pause = Duration.ofMillis(Math.min(50 + 2L * i, 110));
            scene.time.schedule(Duration.ofSeconds(5L * i + 1), () -> scene.a.pause(pause));
        }

        stream(client, Scene.ENQUIRY, Duration.ofMinutes(5), EVERY);

        assertThat(scene.events(Moved.class)).isEmpty();
    }

    @Test
    void oneSlowOperationAmongFastOnesIsNoSilence() {
        SiteFailover<Client> client = started(scene.client());
        scene.a.latency = Duration.ofMillis(400);
        CompletableFuture<Outcome<String>> slow =
                client.tryCallAsync(Scene.ENQUIRY, null, c -> c.send("slow")).toCompletableFuture();
        scene.a.latency = EVERY;

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(1), EVERY);

        assertThat(slow.join()).isInstanceOf(Answered.class);
        assertThat(scene.events(LossDetected.class)).isEmpty();
    }

    @Test
    void slowOperationsAloneAreNoSilenceWhileProbesAreAnswered() {
        SiteFailover<Client> client = started(scene.client());
        stream(client, Scene.ENQUIRY, Duration.ofSeconds(1), EVERY);
        scene.a.latency = Duration.ofMillis(450);
        for (int i = 0; i < 10; i++) {
            client.tryCallAsync(Scene.ENQUIRY, null, c -> c.send("slow"));
        }
        scene.a.latency = EVERY;
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.events(LossDetected.class)).isEmpty();
        assertThat(Scene.routedTo(client)).isEqualTo("a");
    }

    @Test
    void aProbeHasTimeToAnswerAlsoWhereTheFirstOfFewCallsHasWaitedForLong() {
        SiteFailover<Client> client = started(scene.client());
        stream(client, Scene.ENQUIRY, Duration.ofSeconds(1), EVERY);
        for (int i = 0; i < 6; i++) {
            scene.a.latency = Duration.ofMillis(450);
            client.tryCallAsync(Scene.ENQUIRY, null, c -> c.send("slow"));
            scene.a.latency = EVERY;
            scene.pass(Duration.ofMillis(40));
        }
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.events(LossDetected.class)).isEmpty();
        assertThat(Scene.routedTo(client)).isEqualTo("a");
    }

    @Test
    void aSlowStartIsNoSilence() {
        scene.a.pausedUntil = scene.time.nanoTime();
        SiteFailover<Client> client = started(scene.client());
        scene.a.pause(Duration.ofMillis(90)); // before its first answers; one missed probe is not enough

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(2), EVERY);

        assertThat(scene.events(LossDetected.class)).isEmpty();
    }

    @Test
    void withLittleTrafficProbesDecide() {
        SiteFailover<Client> client = started(scene.client());
        stream(client, Scene.ENQUIRY, Duration.ofSeconds(5), Duration.ofMillis(40));
        long hangs = scene.time.nanoTime();
        scene.a.hang();

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(2), Duration.ofMillis(200));

        assertThat(scene.events(LossDetected.class)).hasSize(1);
        Duration known =
                Duration.ofNanos(scene.events(LossDetected.class).get(0).at() - hangs);
        assertThat(known).isGreaterThan(LIMIT.multipliedBy(2));
        assertThat(known)
                .isLessThanOrEqualTo(OFTEN.interval().multipliedBy(OFTEN.fall()).plus(OFTEN.timeout()));
    }

    @Test
    void theWatchCanBeTurnedOff() {
        SiteFailover<Client> client = started(scene.client().silence(SilenceSettings.off()));
        scene.time.schedule(Duration.ofSeconds(1), scene.a::hang);
        long hangs = scene.time.nanoTime() + Duration.ofSeconds(1).toNanos();

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(3), EVERY);

        Duration known =
                Duration.ofNanos(scene.events(LossDetected.class).get(0).at() - hangs);
        assertThat(known).isGreaterThan(LIMIT.multipliedBy(2));
    }

    @Test
    void onceOnlyCallsAtASilentSiteAreNeverSentAgainAndAreAccountedFor() {
        Reconciler<Client> enquiry = (c, entry) -> CompletableFuture.completedFuture(
                c.desk == scene.b && scene.a.applied.containsKey(entry.key()) ? Finding.APPLIED : Finding.ABSENT);
        SiteFailover<Client> client = started(scene.client().reconciler(Scene.SUBMIT, enquiry));
        scene.time.schedule(Duration.ofSeconds(1), () -> {
            scene.a.manner = Manner.LOSE_REPLY;
            scene.a.probesHang = true;
        });

        stream(client, Scene.SUBMIT, Duration.ofSeconds(2), EVERY);
        scene.pass(Duration.ofSeconds(10));

        List<String> arrived = new ArrayList<>(scene.a.arrived);
        arrived.addAll(scene.b.arrived);
        assertThat(arrived).doesNotHaveDuplicates().hasSameSizeAs(calls);
        assertThat(calls).allMatch(call -> call.outcome instanceof Answered || call.outcome instanceof Doubtful);
        assertThat(calls).anyMatch(call -> call.outcome instanceof Doubtful);
        assertThat(client.inDoubt().isEmpty()).isTrue();
    }

    @Test
    void aCallThatFindsNobodyMovesTheClientWithinAFewRoundTrips() {
        SiteFailover<Client> client = started(scene.client());
        scene.time.schedule(Duration.ofSeconds(1), () -> {
            scene.a.crash();
            scene.a.health = ProbeResult.gone("connection refused");
        });
        long crashes = scene.time.nanoTime() + Duration.ofSeconds(1).toNanos();

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(2), EVERY);

        assertThat(calls).allMatch(call -> call.outcome instanceof Answered);
        long first = calls.stream()
                .filter(call -> call.answeredBy("b"))
                .mapToLong(call -> call.began + call.took)
                .min()
                .orElseThrow();
        // the next call, its failure, the probe's, and the first call at the other site: no probe interval in it
        assertThat(Duration.ofNanos(first - crashes)).isLessThanOrEqualTo(EVERY.multipliedBy(5));
    }

    @Test
    void anOccasionalFailureIsNoLoss() {
        SiteFailover<Client> client = started(scene.client());
        for (int i = 1; i <= 50; i++) {
            long at = 100L * i;
            scene.time.schedule(Duration.ofMillis(at), () -> scene.a.manner = Manner.RESET);
            scene.time.schedule(Duration.ofMillis(at + 4), () -> scene.a.manner = Manner.ANSWER);
        }

        stream(client, Scene.ENQUIRY, Duration.ofSeconds(6), EVERY);

        assertThat(scene.events(LossDetected.class)).isEmpty();
        assertThat(calls).allMatch(call -> call.answeredBy("a"));
    }

    @Test
    void theNewSiteIsNotOverrunByThoseWhoWaited() {
        SiteFailover<Client> client = started(scene.client());
        stream(client, Scene.ENQUIRY, Duration.ofSeconds(1), EVERY);
        scene.a.hang();
        for (int i = 0; i < 1_000; i++) {
            Call call = new Call();
            calls.add(call);
            client.tryCallAsync(Scene.ENQUIRY, null, c -> c.send("burst")).thenAccept(o -> call.outcome = o);
        }
        scene.b.mostInside = 0;
        scene.until(() -> scene.b.mostInside > 0, Duration.ofSeconds(1));
        scene.pass(Duration.ofMillis(1)); // less than a round trip: nobody has been answered
        assertThat(scene.b.mostInside).isLessThanOrEqualTo(16);

        scene.pass(Duration.ofSeconds(1));
        assertThat(calls).allMatch(call -> call.outcome instanceof Answered);
        assertThat(client.status().waiting()).isZero();
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void aDrainEndsWhenTheSiteDies() {
        SiteFailover<Client> client = started(scene.client());
        scene.a.latency = Duration.ofMillis(450);
        CompletableFuture<Outcome<String>> last =
                client.tryCallAsync(Scene.ENQUIRY, null, c -> c.send("last")).toCompletableFuture();
        scene.pass(Duration.ofMillis(10));
        client.switchTo("b", SwitchRequest.graceful().drainFor(Duration.ofMinutes(1)));
        scene.a.health = ProbeResult.gone("connection refused");
        client.suspect("a");
        scene.a.latency = EVERY;

        assertThat(scene.until(() -> "b".equals(Scene.routedTo(client)), Duration.ofMinutes(2)))
                .isLessThan(Duration.ofSeconds(2));
        scene.pass(Duration.ofSeconds(1));
        assertThat(last.join()).isInstanceOf(Answered.class);
    }
}
