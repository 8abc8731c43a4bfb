package dev.sitefailover;

import static dev.sitefailover.Scene.ENQUIRY;
import static dev.sitefailover.Scene.routedTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The published worst cases hold in every one of many runs, and each is a sum of named terms. */
class FailoverTimingTest {
    private static final int SEEDS = 100;

    @Test
    void theDefaultsGiveTheFormulaInTheReadersWords() {
        FailoverTiming timing = new Scene().client().start().timing();
        assertThat(timing.detection())
                .extracting(FailoverTiming.Term::name)
                .containsExactly("fall 3 × probe interval PT1S", "probe timeout");
        assertThat(FailoverTiming.sum(timing.detection())).isEqualTo(Duration.ofMillis(3_500));
        assertThat(FailoverTiming.sum(timing.recognition())).isEqualTo(Duration.ofMillis(2_500));
        // leaving 1 s + epoch 2 s + logon 5 s + verification 1 s
        assertThat(FailoverTiming.sum(timing.switching())).isEqualTo(Duration.ofSeconds(9));
        assertThat(timing.failoverBound()).isEqualTo(Duration.ofMillis(14_500));
        assertThat(timing.followBound()).isEqualTo(Duration.ofMillis(14_500));
    }

    @Test
    void aCrashIsDetectedWithinTheBound() {
        each(seed -> {
            Run run = new Run(seed);
            run.crash();
            Switchover move = run.toB();
            Duration detected =
                    Duration.ofNanos(java.util.Objects.requireNonNull(move.lossDetectedAt()) - run.crashedAt);
            assertThat(detected)
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(FailoverTiming.sum(run.client.timing().detection()));
        });
    }

    @Test
    void aFailoverIsCompleteWithinTheBoundWhateverHangsOnTheWay() {
        each(seed -> {
            Run run = new Run(seed);
            Chance chance = Chance.of(seed, "what-hangs");
            run.scene.a.logoffHangs = chance.chance(0.5);
            run.scene.a.probesHang = chance.chance(0.5);
            run.crash();
            Duration took = run.firstSuccess(() -> {});
            assertThat(took)
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(run.client.timing().failoverBound());
        });
    }

    @Test
    void aPromotionIsFollowedWithinTheBoundWheneverItComes() {
        each(seed -> {
            Run run = new Run(seed);
            run.scene.b.standBy();
            run.scene.pass(Scene.DETECTION);
            run.crash();
            run.scene.pass(Duration.ofNanos(Chance.of(seed, "promotion").below(60_000_000_000L)));
            long promotedAt = run.scene.time.nanoTime();
            Duration took = run.firstSuccess(() -> run.scene.b.serve());
            assertThat(Duration.ofNanos(run.scene.time.nanoTime() - promotedAt)).isEqualTo(took);
            assertThat(took)
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(run.client.timing().followBound());
        });
    }

    private static void each(Consumer<Long> run) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run.accept(seed);
        }
    }

    /** One client with settings of its own and a call every 100 ms. */
    private static final class Run {
        private final Scene scene;
        private final SiteFailover<Client> client;
        private long crashedAt;

        Run(long seed) {
            scene = new Scene(seed).bothServing();
            Chance chance = Chance.of(seed, "settings");
            Duration interval = Duration.ofMillis(chance.between(100, 3_000));
            client = scene.routed(scene.client()
                    .probing(new ProbeSettings(
                            interval, Duration.ofMillis(chance.between(50, 2_000)), (int) chance.between(1, 4), (int)
                                    chance.between(1, 5)))
                    .callTimeout(Duration.ofMillis(chance.between(200, 3_000))));
            scene.pass(interval.multipliedBy(5).plusNanos(chance.below(interval.toNanos())));
        }

        void crash() {
            scene.a.crash();
            crashedAt = scene.time.nanoTime();
        }

        Switchover toB() {
            scene.until(() -> "b".equals(routedTo(client)), Duration.ofMinutes(2));
            scene.pass(Duration.ZERO);
            return scene.events(SwitchEvent.Moved.class).get(0).switchover();
        }

        Duration firstSuccess(Runnable begin) {
            begin.run();
            long began = scene.time.nanoTime();
            boolean[] done = {false};
            call(done);
            scene.until(() -> done[0], Duration.ofMinutes(5));
            return Duration.ofNanos(scene.time.nanoTime() - began);
        }

        private void call(boolean[] done) {
            if (!done[0]) {
                client.tryCallAsync(ENQUIRY, null, c -> c.send("e"))
                        .thenAccept(outcome -> done[0] |= outcome.isAnswered());
                scene.time.schedule(Duration.ofMillis(100), () -> call(done));
            }
        }
    }
}
