package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.CallInDoubtException;
import dev.sitefailover.routing.CallNotDeliveredException;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls on the caller's own thread, in real time: real threads are the point. */
@Timeout(60)
class BlockingCallTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation SUBMIT = Operation.once("submit");
    private static final Operation HASTY = Operation.once("hasty").within(Duration.ofMillis(150));

    private final EngineRuntime runtime = EngineRuntime.system(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final ExecutorService hands = Executors.newSingleThreadExecutor();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void tidyUp() {
        never.countDown();
        callers.shutdownNow();
        hands.shutdownNow();
        runtime.close();
    }

    private SiteFailoverBuilder<Site> settings() {
        return SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .callTimeout(Duration.ofSeconds(10))
                .runtime(runtime);
    }

    private static <C> SiteFailover<C> routed(SiteFailoverBuilder<C> settings) {
        SiteFailover<C> client = settings.start();
        client.whenRouted().toCompletableFuture().join();
        return client;
    }

    private <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, callers);
    }

    @Test
    void aCallAnswersOnTheCallersThread() throws Exception {
        try (SiteFailover<Site> client = routed(settings())) {
            AtomicReference<Thread> ran = new AtomicReference<>();
            String id = client.call(ENQUIRY, site -> {
                ran.set(Thread.currentThread());
                return site.id();
            });
            assertThat(id).isEqualTo("a");
            assertThat(ran.get()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void aCheckedBusinessErrorComesOutAsItself() {
        try (SiteFailover<Site> client = routed(settings())) {
            Exception limit = new Exception("over the limit");
            assertThatThrownBy(() -> client.call(SUBMIT, "K", site -> {
                        throw limit;
                    }))
                    .isSameAs(limit);
        }
    }

    @Test
    void aCallThatHangsIsAbandonedByInterruptAndTheInterruptDoesNotLeak() {
        try (SiteFailover<Site> client = routed(settings())) {
            Outcome<String> outcome = client.tryCall(HASTY, "K", site -> {
                never.await();
                return "late";
            });
            assertThat(outcome).isInstanceOf(Doubtful.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(client.status().overdue()).isZero();
            assertThat(client.status().inFlight()).isZero();
        }
    }

    @Test
    void aCallThatIgnoresInterruptsIsListedAsOverdueUntilItReturns() {
        try (SiteFailover<Site> client = routed(settings())) {
            AtomicBoolean mayGo = new AtomicBoolean();
            CompletableFuture<Outcome<String>> stubborn = elsewhere(() -> client.tryCall(HASTY, "K", site -> {
                while (!mayGo.get()) {
                    Thread.onSpinWait();
                }
                throw new IOException("gave up");
            }));
            await().until(() -> client.status().overdue() == 1);
            mayGo.set(true);
            assertThat(stubborn.join()).isInstanceOf(Doubtful.class);
            assertThat(client.status().overdue()).isZero();
        }
    }

    @Test
    void anAnswerThatComesAfterTheDeadlineIsStillTheAnswer() {
        try (SiteFailover<Site> client = routed(settings())) {
            CompletableFuture<Outcome<String>> late = elsewhere(() -> client.tryCall(HASTY, "K", site -> {
                while (client.status().overdue() == 0) {
                    Thread.onSpinWait();
                }
                return "applied";
            }));
            assertThat(late.join()).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.value())
                    .isEqualTo("applied"));
            assertThat(client.inDoubt().isEmpty()).isTrue();
        }
    }

    @Test
    void aCallWhoseAbortHookFailsIsInterrupted() {
        Connector<Site> failing = new Connector<>() {
            @Override
            public CompletionStage<Site> open(Site site) {
                return CompletableFuture.completedFuture(site);
            }

            @Override
            public void abandon(Site site, Thread caller) {
                throw new IllegalStateException("a bug");
            }
        };
        SiteFailoverBuilder<Site> settings =
                SiteFailover.using(failing).sites(Site.of("a"), Site.of("b")).runtime(runtime);
        try (SiteFailover<Site> client = routed(settings)) {
            Outcome<String> outcome = client.tryCall(HASTY, "K", site -> {
                never.await();
                return "never";
            });
            assertThat(outcome).isInstanceOf(Doubtful.class);
            assertThat(Thread.interrupted())
                    .as("the interrupt was for the call")
                    .isFalse();
        }
    }

    @Test
    void withHandOverTheCallerReturnsAtItsDeadlineEvenFromAFunctionThatIgnoresInterrupts() {
        try (SiteFailover<Site> client = routed(settings().handOver(hands))) {
            AtomicBoolean mayGo = new AtomicBoolean();
            Outcome<String> outcome = client.tryCall(HASTY, "K", site -> {
                while (!mayGo.get()) {
                    Thread.onSpinWait();
                }
                return "late";
            });
            assertThat(outcome).isInstanceOf(Doubtful.class);
            await().until(() -> client.status().overdue() == 1);
            mayGo.set(true);
            await().until(() -> client.status().overdue() == 0);
        }
    }

    @Test
    void withHandOverTheThreadIsGivenBackByInterruptAtTheDeadline() {
        try (SiteFailover<Site> client = routed(settings().handOver(hands))) {
            Outcome<String> hung = client.tryCall(HASTY, "K1", site -> {
                never.await();
                return "late";
            });
            assertThat(hung).isInstanceOf(Doubtful.class);
            AtomicBoolean interrupted = new AtomicBoolean(true);
            Outcome<String> next = client.tryCall(SUBMIT, "K2", site -> {
                interrupted.set(Thread.currentThread().isInterrupted());
                return "done";
            });
            assertThat(next.isAnswered()).isTrue();
            assertThat(interrupted).isFalse();
        }
    }

    @Test
    void withHandOverACallThatNoThreadTookInTimeIsNotSentAndNeverWillBe() {
        try (SiteFailover<Site> client = routed(settings().handOver(hands))) {
            AtomicBoolean mayGo = new AtomicBoolean();
            hands.execute(() -> {
                while (!mayGo.get()) {
                    Thread.onSpinWait();
                }
            });
            AtomicInteger sent = new AtomicInteger();
            Outcome<Integer> outcome = client.tryCall(HASTY, "K", site -> sent.incrementAndGet());
            assertThat(outcome).isInstanceOfSatisfying(Undelivered.class, u -> assertThat(u.delivery())
                    .isEqualTo(Delivery.NOT_SENT));
            mayGo.set(true);
            CompletableFuture.runAsync(() -> {}, hands).join();
            assertThat(sent).hasValue(0);
        }
    }

    @Test
    void anExecutorThatTakesNoMoreCallsIsNoAnswerOfTheSite() {
        try (SiteFailover<Site> client = routed(settings().handOver(task -> {
            throw new RejectedExecutionException("full");
        }))) {
            assertThatThrownBy(() -> client.call(SUBMIT, "K", site -> "x"))
                    .isInstanceOf(CallNotDeliveredException.class);
        }
    }

    @Test
    void aCallerWhoIsInterruptedStaysInterruptedAndIsNotMadeToTryAgain() {
        try (SiteFailover<Site> client = routed(settings())) {
            AtomicInteger attempts = new AtomicInteger();
            CompletableFuture<Boolean> stillInterrupted = elsewhere(() -> {
                Thread self = Thread.currentThread();
                Outcome<String> outcome = client.tryCall(ENQUIRY, null, site -> {
                    attempts.incrementAndGet();
                    self.interrupt();
                    never.await();
                    return "x";
                });
                assertThat(outcome).isInstanceOf(Undelivered.class);
                return Thread.interrupted();
            });
            assertThat(stillInterrupted.join()).isTrue();
            assertThat(attempts).hasValue(1);
            assertThat(client.status().site("a").impaired()).isFalse();
        }
    }

    @Test
    void aCallerInterruptedWhileItWaitsForARouteEndsNotSent() throws Exception {
        CompletableFuture<Site> opens = new CompletableFuture<>();
        try (SiteFailover<Site> client = SiteFailover.<Site>using(site -> opens)
                .sites(Site.of("a"), Site.of("b"))
                .callTimeout(Duration.ofSeconds(30))
                .runtime(runtime)
                .start()) {
            AtomicReference<Thread> waiting = new AtomicReference<>();
            CompletableFuture<Boolean> ended = elsewhere(() -> {
                waiting.set(Thread.currentThread());
                Outcome<String> outcome = client.tryCall(SUBMIT, "K", site -> "x");
                return outcome instanceof Undelivered<String> u
                        && u.delivery() == Delivery.NOT_SENT
                        && Thread.interrupted();
            });
            await().until(() -> client.status().waiting() == 1);
            java.util.Objects.requireNonNull(waiting.get()).interrupt();
            assertThat(ended.join()).isTrue();
        }
    }

    @Test
    void aWaitingCallGoesOnWhenTheRouteComes() {
        CompletableFuture<Site> opens = new CompletableFuture<>();
        try (SiteFailover<Site> client = SiteFailover.<Site>using(site -> opens)
                .sites(Site.of("a"), Site.of("b"))
                .probing(dev.sitefailover.health.ProbeSettings.defaults().withInterval(Duration.ofMillis(20)))
                .callTimeout(Duration.ofSeconds(30))
                .runtime(runtime)
                .start()) {
            CompletableFuture<Outcome<String>> call = elsewhere(() -> client.tryCall(SUBMIT, "K", Site::id));
            await().until(() -> client.status().waiting() == 1);
            opens.complete(Site.of("opened"));
            assertThat(call.join().isAnswered()).isTrue();
        }
    }

    @Test
    void closingEndsACallThatHangs() {
        SiteFailover<Site> client = routed(settings());
        CompletableFuture<Outcome<String>> hung = elsewhere(() -> client.tryCall(SUBMIT, "K", site -> {
            never.await();
            return "x";
        }));
        await().until(() -> client.status().inFlight() == 1);
        client.closeAsync(Duration.ofMillis(50)).toCompletableFuture().join();
        assertThat(hung.join()).isInstanceOf(Doubtful.class);
        assertThat(client.status().inFlight()).isZero();
    }

    @Test
    void aPlainCallInDoubtThrowsAndNamesTheKey() {
        try (SiteFailover<Site> client = routed(settings())) {
            assertThatThrownBy(() -> client.call(SUBMIT, "K-77", site -> {
                        throw new IOException("connection reset");
                    }))
                    .isInstanceOf(CallInDoubtException.class)
                    .hasMessageContaining("K-77");
            assertThat(client.inDoubt().size()).isEqualTo(1);
        }
    }

    @Test
    void anOutcomeMayWaitForTheEngineOnWhateverThreadItComes() {
        try (SiteFailover<Site> client = routed(settings())) {
            await().until(() -> client.status().site("b").health() == dev.sitefailover.site.Health.SERVING);
            CompletableFuture<Void> story = client.switchTo("b", SwitchRequest.abrupt())
                    .thenRun(() -> client.switchTo("a", SwitchRequest.abrupt())
                            .toCompletableFuture()
                            .join())
                    .thenRun(client::close)
                    .toCompletableFuture();
            await().until(story::isDone);
            assertThat(story).isCompleted();
        }
    }

    @Test
    void aConnectThatHangsHoldsFewThreadsAndIsInterrupted() {
        AtomicInteger connecting = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        SiteFailover<Site> client = SiteFailover.<Site>connecting(site -> {
                    if (site.id().equals("a")) {
                        return site;
                    }
                    connecting.incrementAndGet();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw new IllegalStateException("interrupted", e);
                    } finally {
                        connecting.decrementAndGet();
                    }
                    return site;
                })
                .sites(Site.of("a"), Site.of("b"))
                .probing(new dev.sitefailover.health.ProbeSettings(Duration.ofMillis(10), Duration.ofMillis(5), 1, 1))
                .runtime(runtime)
                .start();
        await().until(() -> interrupted.get() > 20);
        assertThat(connecting.get()).isLessThanOrEqualTo(9);
        client.close();
        await().until(() -> connecting.get() == 0);
    }

    @Test
    void aConnectThatIgnoresInterruptsHoldsAtMostNineThreads() {
        AtomicInteger connecting = new AtomicInteger();
        AtomicBoolean mayGo = new AtomicBoolean();
        SiteFailover<Site> client = SiteFailover.<Site>connecting(site -> {
                    if (site.id().equals("b")) {
                        connecting.incrementAndGet();
                        while (!mayGo.get()) {
                            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                        }
                    }
                    return site;
                })
                .sites(Site.of("a"), Site.of("b"))
                .probing(new dev.sitefailover.health.ProbeSettings(Duration.ofMillis(10), Duration.ofMillis(5), 1, 1))
                .runtime(runtime)
                .start();
        await().until(() -> connecting.get() >= 8);
        AtomicInteger probes = new AtomicInteger();
        await().until(() -> probes.incrementAndGet() > 5); // some probe rounds later
        assertThat(connecting.get()).isLessThanOrEqualTo(9);
        mayGo.set(true);
        await().until(() -> client.status().site("b").health() == dev.sitefailover.site.Health.SERVING);
        client.close();
    }
}
