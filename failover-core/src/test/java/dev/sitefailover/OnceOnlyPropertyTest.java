package dev.sitefailover;

import static dev.sitefailover.Scene.AMEND;
import static dev.sitefailover.Scene.ENQUIRY;
import static dev.sitefailover.Scene.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over many seeds of random trouble: what holds for every call, whatever happens. */
class OnceOnlyPropertyTest {
    private static final int SEEDS = 120;

    @Test
    void onceOnlyCallsAreNeverAppliedTwiceAndEveryOutcomeIsTrue() {
        int[] seen = new int[3];
        for (long seed = 1; seed <= SEEDS; seed++) {
            new Day(seed).run(seen);
        }
        assertThat(seen).as("answered, in doubt, undelivered: each occurs").doesNotContain(0);
    }

    @Test
    void theSameSeedGivesTheSameDay() {
        assertThat(new Day(5).run(new int[3])).isEqualTo(new Day(5).run(new int[3]));
    }

    private static final class Day {
        private final long seed;
        private final Scene scene;
        private final Chance chance;
        private final SiteFailover<Client> client;
        private final Map<String, List<Outcome<String>>> outcomes = new LinkedHashMap<>();

        Day(long seed) {
            this.seed = seed;
            this.scene = new Scene(seed).bothServing();
            this.chance = Chance.of(seed, "trouble");
            this.client = scene.client()
                    .policy(FailoverPolicy.automatic(
                            chance.chance(0.5) ? Failback.automatic(Duration.ofSeconds(5)) : Failback.declared()))
                    .callTimeout(Duration.ofMillis(chance.between(50, 3_000)))
                    .start();
        }

        String run(int[] seen) {
            int calls = 0;
            for (int i = 0; i < 60; i++) {
                trouble(chance.chance(0.5) ? scene.a : scene.b);
                for (int n = (int) chance.below(8); n > 0; n--) {
                    String key = "K" + calls++;
                    outcomes.put(key, new ArrayList<>());
                    client.tryCallAsync(SUBMIT, key, c -> c.send(key))
                            .thenAccept(outcome -> outcomes.get(key).add(outcome));
                    client.tryCallAsync(ENQUIRY, null, c -> c.send("enquiry"));
                    client.tryCallAsync(AMEND, null, c -> c.send("amend"));
                }
                scene.pass(Duration.ofMillis(chance.below(1_500)));
            }
            scene.time.await(client.closeAsync(Duration.ofSeconds(1)));
            scene.time.runUntilIdle(Duration.ofMinutes(2));
            check(seen);
            return outcomes + " " + scene.events;
        }

        private void trouble(Scene.Desk desk) {
            switch ((int) chance.below(8)) {
                case 0 -> desk.serve();
                case 1 -> desk.crash();
                case 2 -> desk.standBy();
                case 3 -> {
                    Manner[] manners = Manner.values();
                    desk.manner = manners[(int) chance.below(manners.length)];
                }
                case 4 -> desk.latency = Duration.ofMillis(chance.below(600));
                case 5 -> {
                    desk.logonFails = chance.chance(0.3);
                    desk.logonHangs = chance.chance(0.2);
                    desk.logoffHangs = chance.chance(0.3);
                    desk.probesHang = chance.chance(0.2);
                }
                case 6 ->
                    client.switchTo(
                            desk.site.id(),
                            (chance.chance(0.5) ? SwitchRequest.graceful() : SwitchRequest.abrupt())
                                    .awaitPromotionFor(Duration.ofMillis(chance.below(5_000))));
                default -> {
                    desk.health = chance.chance(0.5) ? ProbeResult.serving() : ProbeResult.down("flaps");
                    desk.unanswered.forEach(reply -> reply.complete("late"));
                }
            }
        }

        private void check(int[] seen) {
            outcomes.forEach((key, all) -> {
                String what = "seed " + seed + " " + key + " " + all;
                int applied = scene.a.applied.getOrDefault(key, 0) + scene.b.applied.getOrDefault(key, 0);
                assertThat(all).as(what).hasSize(1);
                assertThat(applied).as(what).isLessThanOrEqualTo(1);
                if (all.get(0) instanceof Answered) {
                    seen[0]++;
                    assertThat(applied).as(what).isEqualTo(1);
                } else if (all.get(0) instanceof Doubtful<String> doubtful) {
                    seen[1]++;
                    boolean open = client.inDoubt().find(SUBMIT, key) == doubtful.entry();
                    boolean settled =
                            doubtful.entry().settled().toCompletableFuture().isDone();
                    assertThat(open).as(what).isNotEqualTo(settled);
                } else {
                    seen[2]++;
                    assertThat(all.get(0)).as(what).isInstanceOf(Undelivered.class);
                    assertThat(applied).as(what).isZero();
                }
            });
            assertThat(client.status().inFlight()).as("seed " + seed).isZero();
            assertThat(scene.a.loggedOn).as("seed " + seed).isEmpty();
            assertThat(scene.b.loggedOn).as("seed " + seed).isEmpty();
            assertThat(scene.a.clients).as("seed " + seed).allMatch(c -> c.closed);
            assertThat(scene.b.clients).as("seed " + seed).allMatch(c -> c.closed);
        }
    }
}
