package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls still outstanding at a site that was left are made again at the next one, on real threads. */
@Timeout(60)
class RecallTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry").within(Duration.ofSeconds(50));
    private static final Operation SUBMIT = Operation.once("submit").within(Duration.ofSeconds(2));

    private final EngineRuntime runtime = EngineRuntime.system(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch inside = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();

    @AfterEach
    void end() {
        never.countDown();
        callers.shutdownNow();
        runtime.close();
    }

    /** The first site takes the call and never answers; the second does. */
    private String send(Site site) throws InterruptedException {
        sent.incrementAndGet();
        if (site.id().equals("a")) {
            inside.countDown();
            never.await();
        }
        return "answered by " + site.id();
    }

    private SiteFailoverBuilder<Site> client() {
        return SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .runtime(runtime);
    }

    private static void move(SiteFailover<Site> client) {
        SwitchOutcome outcome = client.switchTo("b", SwitchRequest.abrupt().awaitPromotionFor(Duration.ofSeconds(30)))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(outcome.kind()).isEqualTo(SwitchOutcome.Kind.SWITCHED);
    }

    @Test
    void aBlockingCallIsInterruptedAndMadeAgainAtTheNewSite() throws Exception {
        try (SiteFailover<Site> client = client().start()) {
            Future<String> call = callers.submit(() -> client.call(ENQUIRY, this::send));
            inside.await();

            move(client);

            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("answered by b");
            assertThat(client.status().overdue()).isZero();
        }
    }

    @Test
    void aCallHandedOverIsMadeAgainAtTheNewSite() throws Exception {
        try (SiteFailover<Site> client = client().handOver(callers).start()) {
            Future<Outcome<String>> call = callers.submit(() -> client.tryCall(ENQUIRY, null, this::send));
            inside.await();

            move(client);

            assertThat(call.get(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(Answered.class, answered -> assertThat(answered.value())
                            .isEqualTo("answered by b"));
        }
    }

    @Test
    void aOnceOnlyCallIsNotMadeAgain() throws Exception {
        try (SiteFailover<Site> client = client().start()) {
            Future<Outcome<String>> call = callers.submit(() -> client.tryCall(SUBMIT, "order-1", this::send));
            inside.await();

            move(client);

            assertThat(call.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Doubtful.class);
            assertThat(sent).hasValue(1);
            assertThat(client.inDoubt().entries()).hasSize(1);
        }
    }
}
