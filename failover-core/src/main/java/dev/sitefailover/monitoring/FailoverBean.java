package dev.sitefailover.monitoring;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What JMX calls; throws only what every JMX client's class path knows. */
final class FailoverBean implements FailoverMXBean {
    /** Consoles give up themselves after about as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SiteFailover<?> client;

    FailoverBean(SiteFailover<?> client) {
        this.client = client;
    }

    @Override
    public String getPhase() {
        return client.status().phase().name();
    }

    @Override
    public String getAssigned() {
        return client.status().assigned().id();
    }

    @Override
    public String getRouted() {
        Site routed = client.status().routed();
        return routed == null ? "" : routed.id();
    }

    @Override
    public long getEpoch() {
        return client.status().epoch().number();
    }

    @Override
    public double getHeldForSeconds() {
        return client.status().heldFor().toMillis() / 1000.0;
    }

    @Override
    public int getInFlight() {
        return client.status().inFlight();
    }

    @Override
    public int getWaiting() {
        return client.status().waiting();
    }

    @Override
    public int getOverdue() {
        return client.status().overdue();
    }

    @Override
    public int getInDoubt() {
        return client.status().inDoubt();
    }

    @Override
    public Map<String, SiteRow> getSites() {
        Map<String, SiteRow> rows = new LinkedHashMap<>();
        client.status().sites().forEach(site -> rows.put(site.site().id(), SiteRow.of(site)));
        return rows;
    }

    @Override
    public String getStatusText() {
        return StatusText.of(client.status());
    }

    @Override
    public void hold(long seconds, String reason) {
        client.hold(Duration.ofSeconds(seconds), reason);
    }

    @Override
    public void release() {
        client.release();
    }

    @Override
    public String switchTo(String site, String reason) {
        SwitchOutcome outcome =
                waitFor(client.switchTo(site, SwitchRequest.graceful().because(reason)));
        return outcome == null
                ? "the move to " + site + " is still under way"
                : outcome.kind() + " in epoch " + outcome.epoch() + ": " + outcome.detail();
    }

    @Override
    public void exclude(String site, long seconds, String reason) {
        client.exclude(site, Duration.ofSeconds(seconds), reason);
    }

    @Override
    public void include(String site) {
        client.include(site);
    }

    @Override
    public int reconcile() {
        List<InDoubtEntry> open = waitFor(client.reconcile());
        return open == null ? client.inDoubt().size() : open.size();
    }

    /** Null when it takes too long. */
    private static <T> @Nullable T waitFor(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), null);
        }
    }
}
