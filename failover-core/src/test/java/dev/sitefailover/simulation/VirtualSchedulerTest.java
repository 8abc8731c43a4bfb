package dev.sitefailover.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
    private final VirtualTime time = VirtualTime.create();
    private final ScheduledExecutorService scheduler = time.scheduler();
    private final List<Long> seconds = new ArrayList<>();

    private void note() {
        seconds.add(Duration.ofNanos(time.nanoTime()).toSeconds());
    }

    @Test
    void aFixedRateKeepsItsRhythm() {
        ScheduledFuture<?> future = scheduler.scheduleAtFixedRate(this::note, 1, 10, SECONDS);
        time.runFor(Duration.ofSeconds(35));
        assertThat(seconds).containsExactly(1L, 11L, 21L, 31L);
        assertThat(future.isDone()).isFalse();
        assertThat(future.cancel(true)).isTrue();
        time.runFor(Duration.ofSeconds(100));
        assertThat(seconds).hasSize(4);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aFixedDelayCountsFromTheEndOfARun() {
        var unused = scheduler.scheduleWithFixedDelay(this::note, 0, 7, SECONDS);
        time.runFor(Duration.ofSeconds(20));
        assertThat(seconds).containsExactly(0L, 7L, 14L);
    }

    @Test
    void aPeriodicTaskThatThrowsEndsAndKeepsItsFailure() {
        ScheduledFuture<?> future = scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    if (seconds.size() == 3) {
                        throw new IllegalStateException("third time");
                    }
                },
                1,
                1,
                SECONDS);
        time.runFor(Duration.ofSeconds(10));
        assertThat(seconds).containsExactly(1L, 2L, 3L);
        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("third time");
    }

    @Test
    void aPeriodicTaskMayCancelItselfWithoutInterruptingTheThread() {
        List<ScheduledFuture<?>> self = new ArrayList<>();
        self.add(scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    self.get(0).cancel(true);
                },
                1,
                1,
                SECONDS));
        time.runFor(Duration.ofSeconds(5));
        assertThat(seconds).containsExactly(1L);
        assertThat(self.get(0).isCancelled()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void getFromOutsideLetsTimePass() throws Exception {
        Future<String> future = scheduler.schedule(() -> "at " + time.nanoTime(), 30, NANOSECONDS);
        assertThat(future.get()).isEqualTo("at 30");
        Future<String> farOff =
                scheduler.schedule(() -> "later", Duration.ofDays(40).toNanos(), NANOSECONDS);
        assertThat(farOff.get()).isEqualTo("later");
    }

    @Test
    void getWithATimeoutTakesVirtualTime() {
        Future<String> future = scheduler.schedule(() -> "late", 10, SECONDS);
        assertThatThrownBy(() -> future.get(3, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(time.nanoTime()).isEqualTo(SECONDS.toNanos(3));
        assertThat(future.isDone()).isFalse();
    }

    @Test
    void getInsideATaskFailsWithAClearMessageRatherThanDeadlock() {
        Future<String> later = scheduler.schedule(() -> "later", 1, SECONDS);
        Future<String> waiting = scheduler.submit(() -> later.get());
        time.runFor(Duration.ofSeconds(2));
        assertThatThrownBy(waiting::get)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("get would wait inside a task");
        assertThat(later.isDone()).isTrue();
        Future<String> reading = scheduler.submit(() -> later.get());
        assertThat(time.await(CompletableFuture.supplyAsync(() -> reading.isDone(), scheduler)))
                .as("a finished future may be read anywhere")
                .isTrue();
    }

    @Test
    void getOfAFutureThatWasShutDownSaysItNeverCompletes() {
        Future<String> future = scheduler.schedule(() -> "never", 1, SECONDS);
        assertThat(scheduler.shutdownNow()).hasSize(1);
        assertThatThrownBy(future::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can never complete");
    }

    @Test
    void aCancelledFutureSaysSo() {
        ScheduledFuture<String> future = scheduler.schedule(() -> "never", 1, SECONDS);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.cancel(false)).isFalse();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void futuresCompareByTimeAndThenOrder() {
        ScheduledFuture<?> late = scheduler.schedule(() -> {}, 20, MILLISECONDS);
        ScheduledFuture<?> early = scheduler.schedule(() -> {}, 10, MILLISECONDS);
        ScheduledFuture<?> next = scheduler.schedule(() -> {}, 10, MILLISECONDS);
        assertThat(early.compareTo(late)).isNegative();
        assertThat(early.compareTo(next)).isNegative();
        assertThat(next.compareTo(early)).isPositive();
        time.runFor(Duration.ofMillis(5));
        assertThat(late.getDelay(MILLISECONDS)).isEqualTo(15);
    }

    @Test
    void submitAndInvokeReturnWhatTheTasksReturn() throws Exception {
        assertThat(scheduler.submit(() -> "a").get()).isEqualTo("a");
        assertThat(scheduler.submit(this::note, "b").get()).isEqualTo("b");
        assertThat(scheduler.submit(this::note).get()).isNull();
        List<Callable<String>> tasks = List.of(
                () -> {
                    throw new IllegalStateException("one fails");
                },
                () -> "two",
                () -> "three");
        List<Future<String>> all = scheduler.invokeAll(tasks);
        assertThat(all).allMatch(Future::isDone);
        assertThat(all.get(2).get()).isEqualTo("three");
        assertThatThrownBy(() -> all.get(0).get()).isInstanceOf(ExecutionException.class);
        assertThat(scheduler.invokeAny(tasks)).isEqualTo("two");
        assertThat(scheduler.invokeAll(tasks, 1, SECONDS)).hasSize(3);
        assertThatThrownBy(() -> scheduler.invokeAny(tasks.subList(0, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("one fails");
        assertThatThrownBy(() -> scheduler.invokeAny(List.<Callable<String>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void invokeAllInsideATaskIsRefusedBeforeAnythingStarts() {
        AtomicInteger started = new AtomicInteger();
        List<Callable<Integer>> tasks = List.of(started::incrementAndGet);
        Future<?> future = scheduler.submit(() -> scheduler.invokeAll(tasks));
        time.runDue();
        assertThatThrownBy(future::get).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(started).hasValue(0);
    }

    @Test
    void whatExecuteRunsThrowsIntoTheLoop() {
        scheduler.execute(() -> {
            throw new IllegalArgumentException("not lost");
        });
        assertThatThrownBy(time::runDue)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not lost");
    }

    @Test
    void afterShutdownDelayedTasksRunAndPeriodicOnesEnd() {
        var unused = scheduler.scheduleAtFixedRate(this::note, 1, 1, SECONDS);
        Future<String> delayed = scheduler.schedule(() -> "ran", 5, SECONDS);
        time.runFor(Duration.ofSeconds(2));
        scheduler.shutdown();
        assertThat(scheduler.isShutdown()).isTrue();
        assertThat(scheduler.isTerminated()).isFalse();
        assertThatThrownBy(() -> scheduler.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        time.runFor(Duration.ofSeconds(10));
        assertThat(seconds).containsExactly(1L, 2L);
        assertThat(delayed).isDone();
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void shutdownInsideAPeriodicTaskEndsIt() {
        var unused = scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    scheduler.shutdown();
                },
                1,
                1,
                SECONDS);
        time.runFor(Duration.ofSeconds(5));
        assertThat(seconds).containsExactly(1L);
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void awaitTerminationTakesVirtualTimeAndNoMoreThanNeeded() throws Exception {
        var unused = scheduler.schedule(this::note, 5, SECONDS);
        scheduler.shutdown();
        assertThat(scheduler.awaitTermination(3, SECONDS)).isFalse();
        assertThat(time.nanoTime()).isEqualTo(SECONDS.toNanos(3));
        assertThat(scheduler.awaitTermination(Long.MAX_VALUE, NANOSECONDS)).isTrue();
        assertThat(time.nanoTime()).isEqualTo(SECONDS.toNanos(5));
    }

    @Test
    void waitingForEverForNothingIsAnError() {
        assertThatThrownBy(() -> scheduler.awaitTermination(Long.MAX_VALUE, NANOSECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can never end");
    }

    @Test
    void shutdownNowReturnsWhatWillNeverRun() {
        var unused = scheduler.scheduleAtFixedRate(this::note, 1, 1, SECONDS);
        scheduler.execute(this::note);
        assertThat(scheduler.shutdownNow()).hasSize(2);
        assertThat(scheduler.isTerminated()).isTrue();
        time.runFor(Duration.ofSeconds(5));
        assertThat(seconds).isEmpty();
    }

    @Test
    void schedulersShutDownOneByOne() {
        ScheduledExecutorService other = time.scheduler();
        scheduler.shutdownNow();
        other.execute(this::note);
        time.runDue();
        assertThat(seconds).containsExactly(0L);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(() -> {}, 1, 0, SECONDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("period");
        assertThatThrownBy(() -> scheduler.scheduleWithFixedDelay(() -> {}, 1, -1, SECONDS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFutureOfTheClassLibraryTimesOutOnVirtualTimeByItsScheduler() {
        CompletableFuture<String> call = new CompletableFuture<>();
        var unused = scheduler.schedule(() -> call.completeExceptionally(new TimeoutException("over")), 2, SECONDS);
        assertThatThrownBy(() -> time.await(call)).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(time.nanoTime()).isEqualTo(SECONDS.toNanos(2));
    }
}
