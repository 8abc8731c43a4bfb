package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final TraceType SENT = TraceType.of("sent");
    private static final TraceType ANSWERED = TraceType.of("answered");
    private static final TraceType EXPIRED = TraceType.of("expired");

    /** A little world with deadlines that are mostly cancelled, bursts at equal times, and work on the executor. */
    private static Trace run(EventQueue queue, long seed, boolean timersByScheduler, TraceObserver observer) {
        VirtualTime time = new VirtualTime(Instant.EPOCH, seed, queue);
        Trace trace = new Trace(time).observeAll(observer);
        Chance latency = time.chance("latency");
        Runnable[] tick = new Runnable[1];
        int[] call = new int[1];
        tick[0] = () -> {
            for (int i = 0; i < 5; i++) {
                int number = call[0]++;
                trace.record(SENT, i, number, 0);
                Runnable expired = () -> trace.record(EXPIRED, 0, number, 0);
                Timer deadline;
                if (timersByScheduler) {
                    var future = time.scheduler().schedule(expired, 50, TimeUnit.MILLISECONDS);
                    deadline = () -> future.cancel(false);
                } else {
                    deadline = time.schedule(Duration.ofMillis(50), expired);
                }
                long took = (long) latency.logNormal(5e6, 60e6);
                time.schedule(took, () -> time.executor().execute(() -> {
                    deadline.cancel();
                    trace.record(ANSWERED, 0, number, took);
                }));
            }
            time.schedule(Duration.ofMillis(1), tick[0]);
        };
        tick[0].run();
        time.runFor(Duration.ofSeconds(2));
        return trace;
    }

    private static final TraceObserver NOBODY = (number, nanos, type, actor, a, b, text) -> {};

    @Test
    void theDigestDoesNotDependOnTheQueueOrTheTimers() {
        for (long seed = 1; seed <= 5; seed++) {
            Trace trace = run(new HeapQueue(), seed, false, NOBODY);
            assertThat(trace.events()).isGreaterThan(15_000);
            assertThat(run(new HeapQueue(), seed, false, NOBODY).digest()).isEqualTo(trace.digest());
            assertThat(run(new SortedQueue(), seed, false, NOBODY).digest()).isEqualTo(trace.digest());
            assertThat(run(new CalendarQueue(), seed, false, NOBODY).digest()).isEqualTo(trace.digest());
            assertThat(run(new HeapQueue(), seed, true, NOBODY).digest()).isEqualTo(trace.digest());
        }
    }

    @Test
    void anotherSeedGivesAnotherDigest() {
        assertThat(run(new HeapQueue(), 1, false, NOBODY).digest())
                .isNotEqualTo(run(new HeapQueue(), 2, false, NOBODY).digest());
    }

    @Test
    void twoRunsOfASeedDoNotPart() {
        assertThat(Divergence.ofTwoRuns(recorder -> run(new HeapQueue(), 3, false, recorder)))
                .isEmpty();
    }

    @Test
    void theFirstDifferenceIsShownReadablyWithWhatCameBefore() {
        ArrayDeque<Long> seeds = new ArrayDeque<>(java.util.List.of(1L, 2L));
        Optional<Divergence> found =
                Divergence.ofTwoRuns(recorder -> run(new HeapQueue(), seeds.remove(), false, recorder));
        assertThat(found).isPresent();
        Divergence divergence = found.orElseThrow();
        assertThat(divergence.before()).hasSize(3);
        assertThat(divergence.first()).isNotEqualTo(divergence.second());
        assertThat(divergence.toString())
                .startsWith("the two runs part here\n  both    #")
                .contains("\n  first   #" + (divergence.before().get(2).number() + 1) + " ")
                .contains("actor");
    }

    @Test
    void aRunThatEndsEarlierIsADifferenceToo() {
        TraceRecorder longer = new TraceRecorder();
        TraceRecorder shorter = new TraceRecorder();
        Trace first = new Trace(VirtualTime.create()).observeAll(longer);
        Trace second = new Trace(VirtualTime.create()).observeAll(shorter);
        first.record(SENT, 1, "same");
        second.record(SENT, 1, "same");
        first.record(ANSWERED, 1, 2, 3);
        Divergence divergence = Divergence.between(longer, shorter).orElseThrow();
        assertThat(divergence.toString()).contains("second  (ended)").contains("\"same\"");
    }
}
