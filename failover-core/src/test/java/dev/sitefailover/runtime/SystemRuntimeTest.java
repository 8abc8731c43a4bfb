package dev.sitefailover.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** About real threads; nothing here depends on how long anything takes. */
@Timeout(60)
class SystemRuntimeTest {
    private final EngineRuntime runtime = EngineRuntime.system(1);

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void timersRunInTheOrderOfTheirTimesAndNeverEarly() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Long> last = new CompletableFuture<>();
        long start = runtime.nanoTime();
        runtime.schedule(Duration.ofMillis(40), () -> {
            ran.add("second");
            last.complete(runtime.nanoTime());
        });
        runtime.schedule(Duration.ofMillis(10), () -> ran.add("first"));
        runtime.schedule(-1, () -> ran.add("at once"));
        assertThat(runtime.await(last) - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(ran).containsExactly("at once", "first", "second");
    }

    @Test
    void aTaskThatThrowsHarmsNobody() throws Exception {
        CompletableFuture<String> timer = new CompletableFuture<>();
        CompletableFuture<String> work = new CompletableFuture<>();
        Runnable broken = () -> {
            throw new StackOverflowError("expected in this test's log");
        };
        runtime.schedule(0, broken);
        runtime.executor().execute(broken);
        runtime.schedule(1, () -> timer.complete("ran"));
        runtime.executor().execute(() -> work.complete("ran"));
        assertThat(runtime.await(timer)).isEqualTo("ran");
        assertThat(runtime.await(work)).isEqualTo("ran");
    }

    @Test
    void hungBlockingWorkStarvesNoOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        int hung = 50;
        CountDownLatch hanging = new CountDownLatch(hung);
        for (int i = 0; i < hung; i++) {
            runtime.executor().execute(() -> {
                hanging.countDown();
                waitFor(never);
            });
        }
        hanging.await();
        CompletableFuture<String> other = new CompletableFuture<>();
        runtime.schedule(0, () -> runtime.executor().execute(() -> other.complete("ran")));
        assertThat(runtime.await(other)).isEqualTo("ran");
        never.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCancelledTimerNeverRunsAndIsKeptNowhere() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        EngineRuntime.Timer timer = runtime.schedule(Duration.ofMillis(20), () -> ran.add("cancelled"));
        timer.cancel();
        timer.cancel();
        CompletableFuture<String> later = new CompletableFuture<>();
        runtime.schedule(Duration.ofMillis(40), () -> later.complete("later"));
        runtime.await(later);
        assertThat(ran).isEmpty();
        for (int i = 0; i < 10_000; i++) {
            runtime.schedule(Duration.ofDays(1), () -> {}).cancel();
        }
        assertThat(((SystemRuntime) runtime).timersPending()).isZero();
    }

    @Test
    void threadsAreDaemonsWithNames() throws Exception {
        CompletableFuture<Thread> timer = new CompletableFuture<>();
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        runtime.schedule(0, () -> timer.complete(Thread.currentThread()));
        runtime.executor().execute(() -> worker.complete(Thread.currentThread()));
        assertThat(runtime.await(timer).isDaemon()).isTrue();
        assertThat(runtime.await(timer).getName()).matches("site-failover-\\d+-timer-1");
        assertThat(runtime.await(worker).isDaemon()).isTrue();
        assertThat(runtime.await(worker).getName()).matches("site-failover-\\d+-worker-1");
    }

    @Test
    void waitingOnTheTimerThreadIsRefused() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        runtime.schedule(0, () -> {
            try {
                result.complete(String.valueOf(runtime.await(new CompletableFuture<String>())));
            } catch (Throwable refused) {
                result.complete(refused);
            }
        });
        assertThat(runtime.await(result)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void awaitThrowsWhatJoinThrows() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalArgumentException("why"));
        assertThatThrownBy(() -> runtime.await(failed))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("why");
    }

    @Test
    void afterCloseNothingRunsAnyMore() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        List<String> ran = new CopyOnWriteArrayList<>();
        runtime.schedule(Duration.ofMillis(50), () -> ran.add("dropped"));
        runtime.schedule(0, () -> thread.complete(Thread.currentThread()));
        Thread timer = runtime.await(thread);
        runtime.close();
        runtime.close();
        await().until(() -> !timer.isAlive());
        runtime.schedule(0, () -> ran.add("late")).cancel();
        assertThat(ran).isEmpty();
        assertThatThrownBy(() -> runtime.executor().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void closeInterruptsWhatHangsAndItsOwnThreadsDoNotWaitForThemselves() throws Exception {
        CompletableFuture<String> interrupted = new CompletableFuture<>();
        CountDownLatch hanging = new CountDownLatch(1);
        runtime.executor().execute(() -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete("interrupted");
            }
        });
        hanging.await();
        runtime.executor().execute(runtime::close);
        runtime.close();
        assertThat(interrupted.get()).isEqualTo("interrupted");
    }

    @Test
    void itsChanceIsSeededAndMayBeShared() throws Exception {
        EngineRuntime same = EngineRuntime.system(1);
        assertThat(same.chance("jitter").nextLong())
                .isEqualTo(Chance.of(1, "jitter").nextLong());
        assertThat(same.chance("jitter")).isSameAs(same.chance("jitter"));
        assertThat(EngineRuntime.system().chance("jitter").nextLong())
                .isNotEqualTo(EngineRuntime.system().chance("jitter").nextLong());
    }
}
