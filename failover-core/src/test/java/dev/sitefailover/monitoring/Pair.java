package dev.sitefailover.monitoring;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two sites under virtual time: what a site answers to a probe is set by hand, and a call can go unanswered. */
final class Pair implements AutoCloseable {
    static final Operation SUBMIT = Operation.once("submit");
    /** Long enough for probes to notice anything and for the move that follows. */
    static final Duration A_WHILE = Duration.ofSeconds(10);

    final VirtualTime time = new VirtualTime(Instant.parse("2024-03-23T04:00:00Z"), 1);
    final Map<String, ProbeResult> answers = new LinkedHashMap<>();
    Finding finding = Finding.UNKNOWN;
    final SiteFailover<String> client;

    Pair(FailoverListener... listeners) {
        answers.put("primary", ProbeResult.serving());
        answers.put("secondary", ProbeResult.standby("not promoted"));
        SiteFailoverBuilder<String> setup = SiteFailover.<String>connecting(Site::id)
                .runtime(time)
                .sites(Site.of("primary", "https://one.example"), Site.of("secondary", "https://two.example"))
                .probe((id, site) -> {
                    ProbeResult answer = answers.get(id);
                    return answer == null
                            ? CompletableFuture.failedFuture(new IllegalStateException("no answer"))
                            : CompletableFuture.completedFuture(answer);
                })
                .reconciler(SUBMIT, found());
        for (FailoverListener listener : listeners) {
            setup.listener(listener);
        }
        client = setup.start();
        pass(A_WHILE);
    }

    private Reconciler<String> found() {
        return (id, entry) -> CompletableFuture.completedFuture(finding);
    }

    void pass(Duration duration) {
        time.runFor(duration);
    }

    /** The primary dies and the secondary is opened; the client follows. */
    void fail() {
        answers.remove("primary");
        answers.put("secondary", ProbeResult.serving());
        pass(A_WHILE);
    }

    /** Sent, and no answer ever comes. */
    void submitIntoTheDark(String key) {
        CompletionStage<?> call = client.tryCallAsync(SUBMIT, key, id -> new CompletableFuture<String>());
        time.await(call, A_WHILE);
        pass(Duration.ofMillis(1)); // listeners hear it on the executor
    }

    @Override
    public void close() {
        time.await(client.closeAsync(Duration.ZERO), A_WHILE);
        pass(Duration.ofMillis(1));
    }
}
