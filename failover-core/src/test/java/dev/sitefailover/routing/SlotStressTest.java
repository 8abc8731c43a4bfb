package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.guard.RetrySchedule;
import dev.sitefailover.guard.RetrySettings;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.CallSettings.Timing;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls in slots against those who want something of them, on real threads: who enters against who drains, who returns
 * against who abandons. So many rounds, however long they take.
 */
@Timeout(120)
class SlotStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 120;
    private static final Site SITE = Site.of("a");

    private final EngineRuntime runtime = EngineRuntime.system(1);
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger interrupts = new AtomicInteger();
    private volatile boolean over;

    @AfterEach
    void end() {
        over = true;
        runtime.close();
    }

    /** What a route leads to; knows who is inside. */
    private static final class Desk {
        final AtomicInteger inside = new AtomicInteger();
        volatile boolean left;
    }

    private static final class Silent implements Router.Evidence {
        @Override
        public void breakerOpened(Route<?> route) {}

        @Override
        public void callFailed(Route<?> route, boolean answered) {}

        @Override
        public CompletionStage<ProbeResult> suspect(Route<?> route) {
            return CompletableFuture.completedFuture(ProbeResult.serving());
        }

        @Override
        public void lost(Route<?> route, String why) {}

        @Override
        public void entered(InDoubtEntry entry) {}

        @Override
        public void firstSuccess(Route<?> route, long at) {}

        @Override
        public void lateAnswer(InDoubtEntry entry, Finding finding) {}
    }

    private final class Counting implements Connector<Desk> {
        @Override
        public CompletionStage<Desk> open(Site site) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abandon(Desk client, Thread caller) {
            interrupts.incrementAndGet();
            caller.interrupt();
        }
    }

    private Router<Desk> router(Timing timing) {
        return new Router<>(
                runtime,
                new Counting(),
                CallSettings.DEFAULT.withTimeout(Duration.ofSeconds(60)).withTiming(timing),
                SilenceSettings.of(Duration.ofMillis(40)),
                FailureClassifier.standard(),
                new RetrySchedule("calls", RetrySettings.DEFAULT, runtime.chance("retry")),
                new InDoubtRegister(),
                new Silent());
    }

    private Route<Desk> route(long epoch) {
        GuardSettings never = GuardSettings.DEFAULT.withWindow(20, 1, 100).withFailuresInARow(Integer.MAX_VALUE);
        return new Route<>(SITE, new Epoch(epoch), new Desk(), new Guard("a", never, runtime));
    }

    private List<Thread> callers(java.util.function.LongConsumer body) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long seed = i;
            Thread thread = new Thread(() -> {
                try {
                    body.accept(seed);
                } catch (Throwable t) {
                    wrong.add("a caller ended with " + t);
                }
            });
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private void noInterruptIsLeft(String after) {
        if (Thread.interrupted()) {
            wrong.add("an interrupt reached the caller after " + after);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsInsideASiteOnceItsDrainIsOver(Timing timing) throws Exception {
        Router<Desk> router = router(timing);
        Operation enquiry = Operation.readOnly("enquiry");
        AtomicLong answered = new AtomicLong();
        router.publish(route(1));
        List<Thread> callers = callers(seed -> {
            SplittableRandom chance = new SplittableRandom(seed);
            while (!over) {
                String at = router.call(enquiry, null, desk -> {
                    desk.inside.incrementAndGet();
                    if (desk.left) {
                        wrong.add("entered a site whose drain was over");
                    }
                    if (chance.nextInt(1_000) == 0) {
                        spin(chance.nextInt(200_000));
                    }
                    if (desk.left) {
                        wrong.add("inside a site whose drain was over");
                    }
                    desk.inside.decrementAndGet();
                    return "answer";
                });
                answered.addAndGet(at.length());
            }
        });
        for (int epoch = 1; epoch <= ROUNDS; epoch++) {
            long before = answered.get();
            while (answered.get() - before < 2_000 && wrong.isEmpty()) {
                Thread.onSpinWait();
            }
            Route<Desk> at = router.route();
            router.withdraw("moving", true);
            router.drain(new Epoch(epoch)).toCompletableFuture().get(30, TimeUnit.SECONDS);
            Desk desk = java.util.Objects.requireNonNull(at).client();
            desk.left = true;
            if (desk.inside.get() != 0) {
                wrong.add(desk.inside + " inside after the drain of epoch " + epoch);
            }
            router.publish(route(epoch + 1));
        }
        over = true;
        join(callers);
        assertThat(wrong).isEmpty();
        assertThat(router.inFlight()).isZero();
        assertThat(interrupts).as("nobody was abandoned").hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatReturnsAtItsDeadlineIsAbandonedOrNotButNeverAfterwards(Timing timing) throws Exception {
        Router<Desk> router = router(timing);
        Duration timeout = Duration.ofMillis(4);
        Operation hasty = Operation.readOnly("hasty").within(timeout);
        router.publish(route(1));
        AtomicInteger late = new AtomicInteger();
        AtomicInteger inTime = new AtomicInteger();
        List<Thread> callers = callers(seed -> {
            SplittableRandom chance = new SplittableRandom(seed);
            for (int i = 0; i < ROUNDS; i++) {
                router.tryCall(Operation.readOnly("warm"), null, desk -> "answer");
                long until = System.nanoTime() + timeout.toNanos() + chance.nextInt(-100_000, 100_000);
                Outcome<Boolean> outcome = router.tryCall(hasty, null, desk -> {
                    while (System.nanoTime() - until < 0
                            && !Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return Thread.currentThread().isInterrupted();
                });
                noInterruptIsLeft("a call that ended at its deadline");
                if (!outcome.isAnswered()) {
                    wrong.add("an answer was thrown away: " + outcome);
                } else if (outcome instanceof Outcome.Answered<Boolean> a && a.value()) {
                    late.incrementAndGet();
                } else {
                    inTime.incrementAndGet();
                }
                spin(chance.nextInt(50_000));
                noInterruptIsLeft("a call that ended at its deadline, and a moment");
            }
        });
        join(callers);
        assertThat(wrong).isEmpty();
        assertThat(router.overdue()).isZero();
        assertThat(router.inFlight()).isZero();
        assertThat(late.get())
                .as("of %d in time and %d late", inTime.get(), late.get())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aCallTakenBackWhileItReturnsIsMadeOnceMoreOrAnsweredAndNotInterruptedAfterwards(Timing timing)
            throws Exception {
        Router<Desk> router = router(timing);
        Operation enquiry = Operation.readOnly("enquiry");
        router.publish(route(1));
        List<Thread> callers = callers(seed -> {
            SplittableRandom chance = new SplittableRandom(seed);
            while (!over) {
                Outcome<String> outcome = router.tryCall(enquiry, null, desk -> {
                    // now and then as long as a route lasts: it is taken back about when it returns
                    long until = System.nanoTime() + (chance.nextInt(4) == 0 ? chance.nextInt(4_000_000) : 2_000);
                    while (System.nanoTime() - until < 0) {
                        if (Thread.interrupted()) {
                            throw new InterruptedException("taken back");
                        }
                        Thread.onSpinWait();
                    }
                    return "answer";
                });
                noInterruptIsLeft("a call at a site that was left");
                if (!outcome.isAnswered() && !over) {
                    wrong.add("a call that may be repeated was lost: " + outcome);
                }
            }
        });
        for (int epoch = 2; epoch <= ROUNDS; epoch++) {
            spin(1_000_000);
            router.withdraw("moving", true);
            router.publish(route(epoch));
        }
        over = true;
        join(callers);
        assertThat(wrong).isEmpty();
        assertThat(router.overdue()).isZero();
        assertThat(router.inFlight()).isZero();
        assertThat(interrupts.get()).as("calls taken back").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsEveryCallInASlot(Timing timing) throws Exception {
        for (int round = 0; round < 20; round++) {
            Router<Desk> router = router(timing);
            router.publish(route(1));
            AtomicInteger inside = new AtomicInteger();
            List<Thread> callers = callers(seed -> {
                for (int i = 0; i < 20; i++) {
                    router.tryCall(Operation.readOnly("warm"), null, desk -> "answer");
                }
                inside.incrementAndGet();
                Outcome<String> outcome = router.tryCall(Operation.readOnly("hangs"), null, desk -> {
                    new java.util.concurrent.CountDownLatch(1).await();
                    return "never";
                });
                if (outcome.isAnswered()) {
                    wrong.add("answered by nobody");
                }
                noInterruptIsLeft("close");
            });
            await().until(() -> inside.get() == THREADS);
            router.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
            join(callers);
            assertThat(wrong).isEmpty();
            assertThat(router.inFlight() + router.overdue()).isZero();
        }
    }

    @Test
    void threadsThatEndedLeaveNothingBehind() throws Exception {
        SlotTable<Desk> table = new SlotTable<>(SilenceSettings.off(), false);
        Route<Desk> route = route(1);
        for (int i = 0; i < 10 * ROUNDS; i++) {
            Thread thread = new Thread(() -> {
                Slot<Desk> slot = table.make(null, route);
                if (slot == null || table.find(Thread.currentThread()) != slot) {
                    wrong.add("a thread did not find its own slot");
                }
            });
            thread.start();
            thread.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(table.all().size()).isLessThan(100);
    }
}
