package dev.sitefailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes that occupy a thread: they are interrupted at their timeout and never pile up. */
class BlockingProbeTest {
    private static final Site A = Site.of("a");

    private final ByHand runtime = new ByHand();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void the_interrupt_meant_for_the_probe_is_taken_back() {
        Thread.interrupted();
    }

    @Test
    void a_probe_that_outlives_its_timeout_is_down_and_interrupted() {
        List<Boolean> interrupted = new ArrayList<>();
        ProbeRounds<String> rounds = rounds(client -> {
            runtime.fireTimers();
            interrupted.add(Thread.currentThread().isInterrupted());
            return ProbeResult.serving();
        });
        CompletableFuture<ProbeResult> answer = rounds.probeNow(A).toCompletableFuture();
        runtime.runTasks();
        assertThat(interrupted).containsExactly(true);
        assertThat(answer.join().health()).isEqualTo(Health.DOWN);
        assertThat(rounds.health(A).health())
                .as("the late answer does not count")
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void while_one_probe_hangs_no_other_is_started_and_the_site_counts_as_down() {
        List<ProbeResult> meanwhile = new ArrayList<>();
        List<ProbeRounds<String>> self = new ArrayList<>();
        ProbeRounds<String> rounds = rounds(client -> {
            if (asked.incrementAndGet() == 1) {
                runtime.fireTimers();
                for (int i = 0; i < 2; i++) {
                    meanwhile.add(self.get(0).probeNow(A).toCompletableFuture().join());
                }
            }
            return ProbeResult.serving();
        });
        self.add(rounds);
        rounds.probeNow(A);
        runtime.runTasks();
        assertThat(asked).hasValue(1);
        assertThat(meanwhile).extracting(ProbeResult::health).containsExactly(Health.DOWN, Health.DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);

        Thread.interrupted();
        rounds.probeNow(A);
        runtime.runTasks();
        assertThat(asked).as("once it is back, probing goes on").hasValue(2);
    }

    @Test
    void a_probe_that_got_no_thread_in_time_is_not_run_any_more() {
        ProbeRounds<String> rounds = rounds(client -> {
            asked.incrementAndGet();
            return ProbeResult.serving();
        });
        CompletableFuture<ProbeResult> answer = rounds.probeNow(A).toCompletableFuture();
        runtime.fireTimers();
        assertThat(answer.join().health()).isEqualTo(Health.DOWN);
        runtime.runTasks();
        assertThat(asked).hasValue(0);
        rounds.probeNow(A);
        runtime.runTasks();
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_executor_that_rejects_counts_as_down() {
        ProbeRounds<String> rounds = rounds(client -> ProbeResult.serving());
        runtime.rejects = true;
        assertThat(rounds.probeNow(A).toCompletableFuture().join().health()).isEqualTo(Health.DOWN);
    }

    private ProbeRounds<String> rounds(HealthProbe.Check<String> check) {
        return new ProbeRounds<>(
                runtime,
                ProbeSettings.defaults(),
                List.of(A),
                HealthProbe.blocking(check),
                site -> CompletableFuture.completedFuture("client"),
                (site, before, after, result, now) -> {});
    }

    /** Timers and threads moved by the test. */
    private static final class ByHand implements EngineRuntime {
        private final ArrayDeque<Runnable> timers = new ArrayDeque<>();
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private boolean rejects;

        void fireTimers() {
            while (!timers.isEmpty()) {
                timers.remove().run();
            }
        }

        void runTasks() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public Executor executor() {
            return task -> {
                if (rejects) {
                    throw new java.util.concurrent.RejectedExecutionException("closed");
                }
                tasks.add(task);
            };
        }

        @Override
        public Chance chance(String stream) {
            return () -> 0;
        }
    }
}
