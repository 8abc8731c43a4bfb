package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.runtime.EngineRuntime.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> happened = new ArrayList<>();

    private Runnable noting(String what) {
        return () -> happened.add(what + "@" + time.nanoTime());
    }

    @Test
    void eventsHappenInTheOrderOfTimeAndThenOfScheduling() {
        time.schedule(20, noting("c"));
        time.schedule(10, noting("a"));
        time.schedule(10, noting("b"));
        time.schedule(20, noting("d"));
        time.runUntil(15);
        assertThat(happened).containsExactly("a@10", "b@10");
        assertThat(time.nanoTime()).isEqualTo(15);
        time.runUntil(20);
        assertThat(happened).containsExactly("a@10", "b@10", "c@20", "d@20");
    }

    @Test
    void whatIsExecutedRunsNowAfterEverythingAlreadyDue() {
        time.schedule(5, () -> {
            noting("first").run();
            time.executor().execute(noting("executed"));
            time.schedule(0, noting("scheduled"));
        });
        time.schedule(5, noting("due"));
        time.runUntil(5);
        assertThat(happened).containsExactly("first@5", "due@5", "executed@5", "scheduled@5");
    }

    @Test
    void aDelayThatIsNegativeOrPastMeansNow() {
        time.runUntil(100);
        time.schedule(-5, noting("late"));
        time.scheduleAt(50, noting("past"));
        time.runDue();
        assertThat(happened).containsExactly("late@100", "past@100");
    }

    @Test
    void aDelayBeyondTheEndOfTimeNeverComes() {
        time.runUntil(100);
        time.schedule(Long.MAX_VALUE, noting("never"));
        time.runFor(Duration.ofDays(10_000));
        assertThat(happened).isEmpty();
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void whatIsNeverCalledOffKeepsItsPlaceAmongWhatMayBe() {
        time.runUntil(100);
        time.schedule(10, noting("a"));
        time.after(10, noting("b"));
        time.schedule(10, noting("c")).cancel();
        time.after(-5, noting("now"));
        time.after(Long.MAX_VALUE, noting("never"));
        assertThat(time.pending()).isEqualTo(4);
        time.runFor(Duration.ofDays(10_000));
        assertThat(happened).containsExactly("now@100", "a@110", "b@110");
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void aTaskMaySchedule() {
        time.schedule(1, () -> time.schedule(1, () -> time.schedule(1, noting("third"))));
        assertThat(time.runUntilIdle(Duration.ofSeconds(1))).isTrue();
        assertThat(happened).containsExactly("third@3");
        assertThat(time.nanoTime()).as("time stays at the last event").isEqualTo(3);
    }

    @Test
    void aTaskMayNotLetTimePass() {
        time.schedule(1, () -> time.runUntil(10));
        assertThatThrownBy(() -> time.runUntil(5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runUntil was called from inside a task")
                .hasMessageContaining("seed 1");
        time.runUntil(7);
        assertThat(time.nanoTime()).as("and the loop is usable afterwards").isEqualTo(7);
    }

    @Test
    void aCancelledTimerNeverRunsAndDoesNotMoveTime() {
        Timer timer = time.schedule(10, noting("cancelled"));
        timer.cancel();
        timer.cancel();
        assertThat(time.isIdle()).isTrue();
        assertThat(time.runNext()).isFalse();
        assertThat(time.nanoTime()).isZero();
        assertThat(time.nextEventAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void cancellingAfterTheTaskRanChangesNothing() {
        Timer ran = time.schedule(10, noting("ran"));
        time.schedule(20, noting("other"));
        time.runUntil(10);
        ran.cancel();
        assertThat(time.pending()).isEqualTo(1);
        time.runUntil(20);
        assertThat(happened).containsExactly("ran@10", "other@20");
    }

    @Test
    void aTaskMayCancelItselfAndOthersDueAtTheSameTime() {
        Timer[] timers = new Timer[2];
        timers[0] = time.schedule(10, () -> {
            timers[0].cancel();
            timers[1].cancel();
        });
        timers[1] = time.schedule(10, noting("never"));
        time.runUntil(20);
        assertThat(happened).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void cancelledTimersDoNotAccumulate() {
        SortedQueue queue = new SortedQueue();
        VirtualTime watched = new VirtualTime(Instant.EPOCH, 1, queue);
        int largest = 0;
        for (int i = 0; i < 100_000; i++) {
            watched.schedule(Duration.ofHours(1), () -> {}).cancel();
            largest = Math.max(largest, queue.size());
        }
        assertThat(largest).isLessThan(100);
        assertThat(watched.pending()).isZero();
    }

    @Test
    void theOrderSurvivesTheSweepOfCancelledTimers() {
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            timers.add(time.schedule(1_000 - i / 2, noting("" + i)));
        }
        for (int i = 0; i < 1_000; i++) {
            if (i % 10 != 0) {
                timers.get(i).cancel();
            }
        }
        time.runUntil(1_000);
        List<String> expected = new ArrayList<>();
        for (int i = 990; i >= 0; i -= 10) {
            expected.add(i + "@" + (1_000 - i / 2));
        }
        assertThat(happened).isEqualTo(expected);
    }

    @Test
    void nextEventSkipsWhatIsCancelled() {
        time.schedule(10, noting("a")).cancel();
        time.schedule(30, noting("b"));
        assertThat(time.nextEventAt()).isEqualTo(30);
        assertThat(time.runNext()).isTrue();
        assertThat(time.nanoTime()).isEqualTo(30);
    }

    @Test
    void aThrowingTaskSurfacesAndHarmsNoOther() {
        time.schedule(10, () -> {
            throw new AssertionError("broken");
        });
        time.schedule(10, noting("other"));
        assertThatThrownBy(() -> time.runUntil(20))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("PT0.00000001S"));
        time.runUntil(20);
        assertThat(happened).containsExactly("other@10");
    }

    @Test
    void failuresCanGoToAHandlerWhileTheRunGoesOn() {
        List<Throwable> failures = new ArrayList<>();
        time.onFailure(failures::add);
        time.schedule(10, () -> {
            throw new IllegalArgumentException("broken");
        });
        time.schedule(11, noting("other"));
        time.runUntil(20);
        assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(happened).containsExactly("other@11");
    }

    @Test
    void awaitLetsTimePassUntilTheStageIsDone() {
        CompletableFuture<String> future = new CompletableFuture<>();
        time.schedule(10, () -> future.complete("done"));
        time.schedule(20, noting("later"));
        assertThat(time.await(future)).isEqualTo("done");
        assertThat(time.nanoTime()).isEqualTo(10);
        assertThat(happened).isEmpty();
    }

    @Test
    void awaitThrowsWhatTheStageFailedWith() {
        CompletableFuture<String> future = new CompletableFuture<>();
        time.schedule(10, () -> future.completeExceptionally(new IllegalArgumentException("why")));
        assertThatThrownBy(() -> time.await(future))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("why");
    }

    @Test
    void awaitingWhatCanNeverCompleteIsAnErrorAndNoHang() {
        CompletableFuture<String> never = new CompletableFuture<>();
        assertThatThrownBy(() -> time.await(never))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is pending");
        Runnable[] forever = new Runnable[1];
        forever[0] = () -> time.schedule(Duration.ofSeconds(1), forever[0]);
        forever[0].run();
        assertThatThrownBy(() -> time.await(never, Duration.ofMinutes(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT5M of virtual time have passed");
        assertThat(time.runUntilIdle(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void awaitInsideATaskIsAnErrorUnlessAlreadyDone() {
        List<String> seen = new ArrayList<>();
        time.schedule(1, () -> {
            seen.add(time.await(CompletableFuture.completedFuture("ready")));
            seen.add(time.await(new CompletableFuture<String>()));
        });
        assertThatThrownBy(() -> time.runUntil(1)).hasMessageContaining("from inside a task");
        assertThat(seen).containsExactly("ready");
    }

    @Test
    void theClockShowsVirtualTimeInAnyZone() {
        Clock clock = time.clock(ZoneOffset.UTC);
        time.runFor(Duration.ofMinutes(90));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2024-01-01T01:30:00Z"));
        assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
        Clock inHongKong = clock.withZone(ZoneId.of("Asia/Hong_Kong"));
        assertThat(inHongKong.instant()).isEqualTo(clock.instant());
        assertThat(inHongKong.getZone()).isEqualTo(ZoneId.of("Asia/Hong_Kong"));
    }

    @Test
    void steppingTheWallClockMovesNoTimer() {
        time.schedule(Duration.ofSeconds(10), noting("timer"));
        time.stepWallClock(Duration.ofHours(-3));
        assertThat(time.instant()).isEqualTo(Instant.parse("2023-12-31T21:00:00Z"));
        time.runFor(Duration.ofSeconds(10));
        assertThat(happened).containsExactly("timer@10000000000");
        time.runUntil(Instant.parse("2023-12-31T21:00:30Z"));
        assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void aStreamOfChanceIsNamedAndKeepsItsPlace() {
        long first = time.chance("latency").nextLong();
        long second = time.chance("latency").nextLong();
        VirtualTime again = new VirtualTime(Instant.EPOCH, 1);
        again.chance("another").nextLong();
        assertThat(again.chance("latency").nextLong()).isEqualTo(first);
        assertThat(again.chance("latency").nextLong()).isEqualTo(second);
        assertThat(new VirtualTime(Instant.EPOCH, 2).chance("latency").nextLong())
                .isNotEqualTo(first);
    }
}
