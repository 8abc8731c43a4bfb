package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchEvent.LossDetected;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.CallSettings.Timing;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.simulation.Actors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ordinary blocking calls of several threads, on a route that has long been healthy, when something happens. */
@Timeout(60)
class BlockingUnderVirtualTimeTest {
    private static final ProbeSettings OFTEN = new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(100), 2, 3);
    private static final Duration LIMIT = Duration.ofMillis(60); // six tenths of the probe interval
    private static final Duration EVERY = Duration.ofMillis(2);
    private static final int WARM = 10;

    private final Scene scene = new Scene().bothServing();
    private final List<String> story = new ArrayList<>();

    private SiteFailover<Client> started(Timing timing) {
        scene.a.latency = EVERY;
        scene.b.latency = EVERY;
        return scene.routed(scene.client().probing(OFTEN).calls(CallSettings.DEFAULT.withTiming(timing)));
    }

    private String send(Client client, String what) throws InterruptedException {
        return scene.time.await(client.send(what));
    }

    /** From now on nothing is unusual. */
    private void warmUp(SiteFailover<Client> client) {
        for (int i = 0; i < WARM; i++) {
            client.call(Scene.ENQUIRY, c -> "warm");
        }
    }

    private long now() {
        return scene.time.nanoTime();
    }

    @Test
    void aDeadlineIsOnTimeToTheNanosecond() {
        SiteFailover<Client> client = started(Timing.EVERY_CALL);
        try (Actors actors = Actors.on(scene.time)) {
            for (int i = 1; i <= 5; i++) {
                Duration timeout = Duration.ofMillis(300 - 50 * i); // each shorter than those in use before
                int number = i;
                actors.start("gateway-" + i, () -> {
                    warmUp(client);
                    actors.sleep(Duration.ofMillis(7L * number));
                    scene.a.manner = Manner.SWALLOW;
                    long began = now();
                    Outcome<String> outcome =
                            client.tryCall(Operation.once("hasty").within(timeout), "key-" + number, c -> send(c, "x"));
                    assertThat(Duration.ofNanos(now() - began)).isEqualTo(timeout);
                    assertThat(outcome).isInstanceOf(Doubtful.class);
                });
            }
            actors.join();
        }
        assertThat(client.inDoubt().entries()).hasSize(5);
        assertThat(client.status().inFlight()).isZero();
        assertThat(client.status().overdue()).isZero();
    }

    @Test
    void whereCallsAreSampledADeadlineIsLateByASixteenthAtMost() {
        SiteFailover<Client> client = started(Timing.SAMPLED);
        Duration timeout = Duration.ofMillis(200);
        Operation enquiry = Operation.readOnly("enquiry").within(timeout);
        List<Duration> took = new ArrayList<>();
        try (Actors actors = Actors.on(scene.time)) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                actors.start("gateway-" + i, () -> {
                    warmUp(client);
                    actors.sleep(Duration.ofMillis(3L * number));
                    long began = now();
                    Outcome<String> outcome = client.tryCall(enquiry, null, c -> {
                        scene.time.await(new CompletableFuture<>());
                        return "never";
                    });
                    took.add(Duration.ofNanos(now() - began));
                    assertThat(outcome).isInstanceOf(Undelivered.class);
                });
            }
            actors.join();
        }
        assertThat(took)
                .hasSize(20)
                .allMatch(duration -> duration.compareTo(timeout) >= 0
                        && duration.compareTo(timeout.plus(timeout.dividedBy(16))) <= 0);
    }

    @ParameterizedTest
    @EnumSource
    void aSiteThatHangsIsLeftByBlockingCallersLongBeforeACallTimesOut(Timing timing) {
        SiteFailover<Client> client = started(timing);
        int callers = 8;
        List<Duration> back = new ArrayList<>();
        long[] hangs = new long[1];
        try (Actors actors = Actors.on(scene.time)) {
            for (int i = 0; i < callers; i++) {
                actors.start("gateway-" + i, () -> {
                    while (back.size() < callers) {
                        Outcome<String> outcome = client.tryCall(Scene.ENQUIRY, null, c -> send(c, "x"));
                        assertThat(outcome).isInstanceOf(Answered.class);
                        if (((Answered<String>) outcome).site().id().equals("b")) {
                            back.add(Duration.ofNanos(now() - hangs[0]));
                        }
                    }
                });
            }
            actors.start("fate", () -> {
                actors.sleep(Duration.ofSeconds(1));
                hangs[0] = now();
                scene.a.hang();
            });
            actors.join();
        }
        assertThat(scene.events(LossDetected.class)).hasSize(1);
        Duration known =
                Duration.ofNanos(scene.events(LossDetected.class).get(0).at() - hangs[0]);
        // the limit from the last answer, a look every eighth of it; sampled, the silence begins when somebody looks
        Duration bound = LIMIT.plus(EVERY).plus(LIMIT.dividedBy(8));
        assertThat(known)
                .isBetween(LIMIT.minus(EVERY), timing == Timing.SAMPLED ? bound.plus(LIMIT.dividedBy(2)) : bound);
        // taken back a grace of a millisecond later, and then the queue before the new site
        assertThat(back.get(0)).isLessThanOrEqualTo(known.plus(EVERY.multipliedBy(4)));
        assertThat(client.status().overdue()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aGracefulMoveWaitsForABlockingCallAndNoLonger(Timing timing) {
        SiteFailover<Client> client = started(timing);
        try (Actors actors = Actors.on(scene.time)) {
            actors.start("gateway", () -> {
                warmUp(client);
                tell(client.call(Scene.ENQUIRY, c -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    scene.time.schedule(Duration.ofSeconds(1), () -> answer.complete("slow@a"));
                    return scene.time.await(answer);
                }));
            });
            actors.start("operator", () -> {
                actors.sleep(Duration.ofMillis(100));
                scene.time.await(client.switchTo("b", SwitchRequest.graceful().drainFor(Duration.ofSeconds(30))));
                tell("moved");
            });
            actors.join();
        }
        assertThat(story).hasSize(2);
        long answered = at(story.get(0));
        assertThat(story.get(0)).endsWith("slow@a");
        assertThat(story.get(1)).endsWith("moved");
        assertThat(at(story.get(1)) - answered)
                .isBetween(0L, EVERY.multipliedBy(2).toMillis());
    }

    @Test
    void aCallFromInsideACallGoesThroughAndTheOuterOneKeepsItsDeadline() {
        SiteFailover<Client> client = started(Timing.EVERY_CALL);
        Duration timeout = Duration.ofMillis(150);
        try (Actors actors = Actors.on(scene.time)) {
            actors.start("gateway", () -> {
                warmUp(client);
                long began = now();
                Outcome<String> outer = client.tryCall(Operation.once("outer").within(timeout), "key", c -> {
                    tell(client.call(Scene.ENQUIRY, inner -> send(inner, "inner")));
                    tell("status " + client.status().inFlight());
                    scene.time.await(new CompletableFuture<>());
                    return "never";
                });
                assertThat(outer).isInstanceOf(Doubtful.class);
                assertThat(Duration.ofNanos(now() - began)).isEqualTo(timeout);
                tell(client.call(Scene.ENQUIRY, c -> send(c, "afterwards")));
            });
            actors.join();
        }
        assertThat(story.get(0)).endsWith("inner@a");
        assertThat(story.get(1)).endsWith("status 1");
        assertThat(story.get(2)).endsWith("afterwards@a");
    }

    @ParameterizedTest
    @EnumSource
    void anyFailureOfAHealthyRouteIsHandledLikeAnyOther(Timing timing) {
        SiteFailover<Client> client = started(timing);
        try (Actors actors = Actors.on(scene.time)) {
            actors.start("gateway", () -> {
                warmUp(client);
                scene.a.manner = Manner.RESET;
                scene.time.schedule(Duration.ofMillis(20), () -> scene.a.manner = Manner.ANSWER);
                tell(client.call(Scene.ENQUIRY, c -> send(c, "again")));
                scene.a.manner = Manner.RESET;
                assertThat(client.tryCall(Scene.SUBMIT, "key", c -> send(c, "key")))
                        .isInstanceOf(Doubtful.class);
                scene.a.manner = Manner.ANSWER;
                warmUp(client);
            });
            actors.join();
        }
        assertThat(story.get(0)).endsWith("again@a");
        assertThat(client.inDoubt().entries()).hasSize(1);
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void theSameRunIsTheSameToTheNanosecond() {
        List<String> once = troubledSeconds();
        assertThat(once.size()).isGreaterThan(1_000);
        assertThat(String.join("|", troubledSeconds()).equals(String.join("|", once)))
                .isTrue();
    }

    private static List<String> troubledSeconds() {
        BlockingUnderVirtualTimeTest run = new BlockingUnderVirtualTimeTest();
        SiteFailover<Client> client = run.started(Timing.EVERY_CALL);
        try (Actors actors = Actors.on(run.scene.time)) {
            for (int i = 0; i < 5; i++) {
                String name = "gateway-" + i;
                actors.start(name, () -> {
                    for (int call = 0; call < 500; call++) {
                        Operation operation = Operation.readOnly("enquiry").within(Duration.ofMillis(40 + call % 7));
                        Outcome<String> outcome = client.tryCall(operation, null, c -> run.send(c, name));
                        run.tell(name + " " + outcome.isAnswered());
                        actors.sleep(EVERY);
                    }
                });
            }
            actors.start("fate", () -> {
                for (int i = 0; i < 10; i++) {
                    actors.sleep(Duration.ofMillis(150));
                    run.scene.a.manner = i % 2 == 0 ? Manner.SWALLOW : Manner.ANSWER;
                }
            });
            actors.join();
        }
        run.scene.events.forEach(event -> run.story.add(event.toString()));
        return run.story;
    }

    private void tell(String what) {
        story.add(now() / 1_000_000 + " " + what);
    }

    private static long at(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }
}
