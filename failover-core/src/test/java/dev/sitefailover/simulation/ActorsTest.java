package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActorsTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> story = new ArrayList<>();

    private void tell(String what) {
        story.add(time.nanoTime() / 1_000_000 + " " + what);
    }

    @Test
    void blockingCodeTakesItsTurnsInTheOrderOfTime() {
        try (Actors actors = Actors.on(time)) {
            actors.start("a", () -> {
                tell("a");
                actors.sleep(Duration.ofMillis(30));
                tell("a again");
            });
            actors.start("b", () -> {
                tell("b");
                actors.sleep(Duration.ofMillis(10));
                tell("b again");
                actors.sleep(Duration.ofMillis(20));
                tell("b at last");
            });
            actors.join();
        }
        assertThat(story).containsExactly("0 a", "0 b", "10 b again", "30 a again", "30 b at last");
    }

    @Test
    void allOfThemBeginAlsoWhenTimeHasPassedBefore() {
        time.runFor(Duration.ofSeconds(3));
        try (Actors actors = Actors.on(time)) {
            for (String name : List.of("a", "b", "c")) {
                actors.start(name, () -> {
                    actors.sleep(Duration.ofMillis(1));
                    tell(name);
                });
            }
            actors.join();
        }
        assertThat(story).containsExactly("3001 a", "3001 b", "3001 c");
    }

    @Test
    void anActorWaitsForAFutureThatAnotherCompletes() {
        CompletableFuture<String> word = new CompletableFuture<>();
        try (Actors actors = Actors.on(time)) {
            actors.start("hears", () -> tell("heard " + time.await(word)));
            actors.start("says", () -> {
                actors.sleep(Duration.ofSeconds(1));
                word.complete("hello");
                tell("said");
            });
            actors.join();
        }
        assertThat(story).containsExactly("1000 said", "1000 heard hello");
    }

    @Test
    void theStandardSchedulersFuturesCanBeWaitedFor() {
        ScheduledExecutorService scheduler = time.scheduler();
        try (Actors actors = Actors.on(time)) {
            actors.start("waits", () -> {
                Future<String> later = scheduler.schedule(() -> "done", 5, TimeUnit.SECONDS);
                tell(later.get());
            });
            actors.start("meanwhile", () -> {
                actors.sleep(Duration.ofSeconds(2));
                tell("meanwhile");
            });
            actors.join();
        }
        assertThat(story).containsExactly("2000 meanwhile", "5000 done");
    }

    @Test
    void whoeverLetsTimePassOutsideLetsActorsRun() {
        try (Actors actors = Actors.on(time)) {
            actors.start("ticks", () -> {
                for (int i = 0; i < 3; i++) {
                    actors.sleep(Duration.ofSeconds(1));
                    tell("tick");
                }
            });
            time.runFor(Duration.ofMillis(2_500));
            assertThat(story).containsExactly("1000 tick", "2000 tick");
            assertThat(time.nanoTime()).isEqualTo(2_500_000_000L);
            actors.join();
        }
        assertThat(story).hasSize(3);
    }

    @Test
    void whatAnActorThrowsIsThrownByJoin() {
        try (Actors actors = Actors.on(time)) {
            actors.start("fails", () -> {
                throw new java.io.IOException("as promised");
            });
            actors.start("sleeps", () -> actors.sleep(Duration.ofDays(300)));
            assertThatThrownBy(actors::join)
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("as promised");
        }
    }

    @Test
    void whatATaskThrowsIsNotThrownAtAnActor() {
        try (Actors actors = Actors.on(time)) {
            time.schedule(Duration.ofMillis(5), () -> {
                throw new IllegalArgumentException("the task's own");
            });
            actors.start("sleeps", () -> {
                try {
                    actors.sleep(Duration.ofMillis(10));
                } catch (IllegalArgumentException notMine) {
                    tell("hit");
                }
            });
            assertThatThrownBy(actors::join).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(story).isEmpty();
    }

    @Test
    void actorsThatCanNeverGoOnAreReportedWithTheirStacks() {
        CompletableFuture<String> never = new CompletableFuture<>();
        try (Actors actors = Actors.on(time)) {
            actors.start("left", () -> waitFor(never));
            actors.start("right", () -> waitFor(never));
            assertThatThrownBy(actors::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can never go on: nothing is pending")
                    .hasMessageContaining("left waits at")
                    .hasMessageContaining("right waits at")
                    .hasMessageContaining("ActorsTest.waitFor")
                    .message()
                    .as("shows the caller's code, not what is beneath it")
                    .doesNotContain("Baton", "simulation.Actors.", "simulation.Actors$", "VirtualTime.await");
        }
    }

    private void waitFor(CompletableFuture<String> stage) {
        time.await(stage);
    }

    @Test
    void aWaitThatOnlyTimersKeepCompanyEndsAfterADay() {
        CompletableFuture<String> never = new CompletableFuture<>();
        var unused = time.scheduler().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.MINUTES);
        try (Actors actors = Actors.on(time)) {
            actors.start("waits", () -> waitFor(never));
            assertThatThrownBy(actors::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("waits has waited too long")
                    .hasMessageContaining("ActorsTest.waitFor");
        }
        assertThat(time.nanoTime()).isGreaterThan(Duration.ofDays(1).toNanos());
    }

    @Test
    void anInterruptEndsAWaitAtTheVirtualInstantItIsMade() {
        CompletableFuture<String> never = new CompletableFuture<>();
        Thread[] waiting = new Thread[1];
        try (Actors actors = Actors.on(time)) {
            actors.start("waits", () -> {
                waiting[0] = Thread.currentThread();
                assertThatThrownBy(() -> time.await(never)).isInstanceOf(InterruptedException.class);
                tell("interrupted");
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                actors.sleep(Duration.ofSeconds(1));
                tell("sleeps well");
            });
            time.schedule(Duration.ofSeconds(7), () -> waiting[0].interrupt());
            actors.start("other", () -> actors.sleep(Duration.ofSeconds(20)));
            actors.join();
        }
        assertThat(story).containsExactly("7000 interrupted", "8000 sleeps well");
    }

    @Test
    void actorsLeftWaitingEndWhenClosed() {
        Thread[] left = new Thread[1];
        try (Actors actors = Actors.on(time)) {
            actors.start("left", () -> {
                left[0] = Thread.currentThread();
                actors.sleep(Duration.ofDays(1));
            });
            time.runFor(Duration.ofSeconds(1));
        }
        org.awaitility.Awaitility.await().until(() -> !left[0].isAlive());
    }

    @Test
    void oneTimeHasActorsOnce() {
        Actors first = Actors.on(time);
        assertThatThrownBy(() -> Actors.on(time)).isInstanceOf(IllegalStateException.class);
        first.close();
        Actors.on(time).close();
    }

    @Test
    void anActorCannotRunTimeItself() {
        try (Actors actors = Actors.on(time)) {
            actors.start("runs", () -> time.runFor(Duration.ofSeconds(1)));
            assertThatThrownBy(actors::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("an actor sleeps or waits");
        }
    }

    @Test
    void aSleepThatWasInterruptedShortensNoLaterOne() {
        Thread[] sleeping = new Thread[1];
        try (Actors actors = Actors.on(time)) {
            actors.start("sleeps", () -> {
                sleeping[0] = Thread.currentThread();
                assertThatThrownBy(() -> actors.sleep(Duration.ofSeconds(10))).isInstanceOf(InterruptedException.class);
                actors.sleep(Duration.ofSeconds(60));
                tell("awake");
            });
            time.schedule(Duration.ofSeconds(1), () -> sleeping[0].interrupt());
            actors.join();
        }
        assertThat(story).containsExactly("61000 awake");
    }

    @Test
    void aStageNobodyWaitsForAnyMoreShortensNoLaterWait() {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> later = new CompletableFuture<>();
        Thread[] waiting = new Thread[1];
        try (Actors actors = Actors.on(time)) {
            actors.start("waits", () -> {
                waiting[0] = Thread.currentThread();
                assertThatThrownBy(() -> time.await(late)).isInstanceOf(InterruptedException.class);
                tell(time.await(later));
            });
            time.schedule(Duration.ofSeconds(1), () -> waiting[0].interrupt());
            time.schedule(Duration.ofSeconds(2), () -> late.complete("late"));
            time.schedule(Duration.ofSeconds(3), () -> later.complete("later"));
            actors.join();
        }
        assertThat(story).containsExactly("3000 later");
    }

    @Test
    void aConditionNobodyWaitsForAnyMoreShortensNoLaterWait() {
        Thread[] waiting = new Thread[1];
        try (Actors actors = Actors.on(time)) {
            actors.start("waits", () -> {
                waiting[0] = Thread.currentThread();
                assertThatThrownBy(() ->
                                time.pump(() -> false, Duration.ofSeconds(10).toNanos()))
                        .isInstanceOf(InterruptedException.class);
                actors.sleep(Duration.ofSeconds(60));
                tell("awake");
            });
            time.schedule(Duration.ofSeconds(1), () -> waiting[0].interrupt());
            actors.join();
        }
        assertThat(story).containsExactly("61000 awake");
    }

    @Test
    void anActorCannotCloseItself() {
        try (Actors actors = Actors.on(time)) {
            actors.start("closes", actors::close);
            assertThatThrownBy(actors::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("close was called by an actor");
        }
    }

    @Test
    void anActorThatWaitsForALockOfAWaitingOneIsReportedWithTheStacks() {
        Object lock = new Object();
        Actors actors = Actors.on(time, Duration.ofSeconds(1));
        actors.start("holds", () -> {
            synchronized (lock) {
                actors.sleep(Duration.ofHours(1));
            }
        });
        actors.start("wants", () -> take(lock));
        assertThatThrownBy(actors::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wants has had its turn for 1 real seconds")
                .hasMessageContaining("holds waits at")
                .hasMessageContaining("ActorsTest.take");
        actors.close();
        Actors.on(time).close();
    }

    private void take(Object lock) {
        synchronized (lock) {
            tell("taken");
        }
    }

    @Test
    void whoeverLetsTimePassIsToldOfAStandstillToo() {
        CountDownLatch never = new CountDownLatch(1);
        try (Actors actors = Actors.on(time, Duration.ofSeconds(1))) {
            actors.start("waits", never::await);
            assertThatThrownBy(() -> time.runFor(Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("waits has had its turn for 1 real seconds");
        }
    }

    @Test
    void anActorThatTakesLongButGoesOnIsNotReported() {
        try (Actors actors = Actors.on(time, Duration.ofMillis(200))) {
            actors.start("computes", () -> {
                for (long end = System.nanoTime() + 600_000_000; System.nanoTime() < end; ) {
                    Thread.onSpinWait();
                }
                assertThat(new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS))
                        .isFalse();
                tell("computed");
            });
            actors.join();
        }
        assertThat(story).containsExactly("0 computed");
    }

    @Test
    void aLimitedWaitEndsAtItsLimit() {
        CompletableFuture<String> never = new CompletableFuture<>();
        try (Actors actors = Actors.on(time)) {
            time.schedule(Duration.ofHours(1), () -> {});
            actors.start("waits", () -> {
                assertThatThrownBy(() -> time.await(never, Duration.ofSeconds(5)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("still incomplete");
                tell("gave up");
            });
            actors.join();
        }
        assertThat(story).containsExactly("5000 gave up");
    }
}
