package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, real time, sites that switch and fail under way. */
@Timeout(120)
class StressTest {
    private static final int THREADS = 6;
    private static final Duration LASTING = Duration.ofSeconds(3);
    private static final Operation SUBMIT = Operation.once("submit").within(Duration.ofMillis(200));
    private static final Operation ENQUIRY = Operation.readOnly("enquiry").within(Duration.ofMillis(200));

    private final ConcurrentHashMap<String, AtomicInteger> applied = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger loggedOn = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private final LongAdder doubtful = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile boolean aServes = true;

    @Test
    void everyCallHasExactlyOneOutcomeAndNothingIsLeftBehind() throws Exception {
        EngineRuntime runtime = EngineRuntime.system(42);
        SiteFailover<Link> client = SiteFailover.using(new Links())
                .sites(Site.of("a"), Site.of("b"))
                .probe(HealthProbe.blocking(link ->
                        link.site.id().equals("b") || aServes ? ProbeResult.serving() : ProbeResult.down("down")))
                .probing(new ProbeSettings(Duration.ofMillis(50), Duration.ofMillis(500), 1, 2))
                .breaker(GuardSettings.DEFAULT.withOpenFor(Duration.ofMillis(50)))
                .runtime(runtime)
                .start();
        client.whenRouted().toCompletableFuture().join();
        CountDownLatch over = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        AtomicLong keys = new AtomicLong();
        List<CompletionStage<?>> pending = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < THREADS; i++) {
            long seed = i;
            Thread thread = new Thread(() -> hammer(client, new SplittableRandom(seed), over, keys, pending));
            thread.start();
            threads.add(thread);
        }
        long end = System.nanoTime() + LASTING.toNanos();
        SplittableRandom chance = new SplittableRandom(99);
        while (System.nanoTime() - end < 0) {
            aServes = chance.nextInt(4) > 0;
            client.switchTo(
                            chance.nextBoolean() ? "a" : "b",
                            SwitchRequest.graceful().drainFor(Duration.ofMillis(chance.nextInt(50))))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        }
        over.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        client.close();
        for (CompletionStage<?> call : pending) {
            call.toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertThat(wrong).isEmpty();
        assertThat(outcomes.values()).as("exactly one each").allMatch(n -> n.get() == 1);
        assertThat(outcomes).hasSize((int) keys.get());
        assertThat(applied.values()).as("never twice").allMatch(n -> n.get() == 1);
        assertThat(client.status().inFlight()).isZero();
        assertThat(client.status().waiting()).isZero();
        assertThat(client.status().overdue()).isZero();
        assertThat(answered.sum()).isPositive();
        assertThat(doubtful.sum()).isPositive();
        await().untilAtomic(open, org.hamcrest.Matchers.equalTo(0));
        assertThat(loggedOn).hasValue(0);
        String name = runtime.toString().substring(0, runtime.toString().indexOf(' ')) + "-";
        runtime.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(name)));
    }

    private void hammer(
            SiteFailover<Link> client,
            SplittableRandom chance,
            CountDownLatch over,
            AtomicLong keys,
            List<CompletionStage<?>> pending) {
        while (over.getCount() > 0) {
            String key = "K" + keys.incrementAndGet();
            int manner = chance.nextInt(1_000);
            if (chance.nextInt(3) == 0) {
                pending.add(client.tryCallAsync(SUBMIT, key, link -> link.sendAsync(key, manner))
                        .thenAccept(outcome -> ended(key, outcome)));
            } else {
                ended(key, client.tryCall(SUBMIT, key, link -> link.send(key, manner)));
            }
            client.tryCall(ENQUIRY, null, link -> link.site.id());
            if (Thread.interrupted()) {
                wrong.add("an interrupt leaked to a caller after " + key);
            }
        }
    }

    private void ended(String key, Outcome<String> outcome) {
        outcomes.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
        boolean done = applied.containsKey(key);
        if (outcome instanceof Answered) {
            answered.increment();
            if (!done) {
                wrong.add(key + " answered and not applied");
            }
        } else if (outcome instanceof Undelivered) {
            undelivered.increment();
            if (done) {
                wrong.add(key + " applied and reported as " + outcome);
            }
        } else if (outcome instanceof Doubtful) {
            doubtful.increment();
        } else {
            wrong.add(key + " " + outcome);
        }
    }

    private final class Links implements Connector<Link> {
        @Override
        public CompletionStage<Link> open(Site site) {
            open.incrementAndGet();
            return CompletableFuture.completedFuture(new Link(site));
        }

        @Override
        public CompletionStage<Void> activate(Link client, Site site, Epoch epoch) {
            if (loggedOn.incrementAndGet() > 1) {
                wrong.add("logged on twice at " + epoch);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> deactivate(Link client, Site site, Epoch epoch) {
            loggedOn.decrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
    }

    private final class Link implements AutoCloseable {
        private final Site site;

        Link(Site site) {
            this.site = site;
        }

        String send(String key, int manner) throws IOException, InterruptedException {
            if (manner < 20) {
                throw new EndpointException(Delivery.REFUSED, "not open");
            }
            applied.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            if (manner < 40) {
                throw new IOException("connection reset");
            }
            if (manner < 45) {
                new CountDownLatch(1).await(); // hangs until it is abandoned
            }
            return key;
        }

        CompletionStage<String> sendAsync(String key, int manner) {
            if (manner >= 40 && manner < 45) {
                applied.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
                return new CompletableFuture<>();
            }
            try {
                return CompletableFuture.completedFuture(send(key, manner));
            } catch (IOException | InterruptedException | EndpointException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
