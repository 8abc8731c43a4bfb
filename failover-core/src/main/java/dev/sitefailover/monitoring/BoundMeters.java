package dev.sitefailover.monitoring;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.FailoverStatus;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteStatus;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.guard.Guard;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One client's meters in one registry, from binding to removal. */
final class BoundMeters implements FailoverListener {
    private static final String CALLS = "calls";

    private final MeterRegistry registry;
    private final Tags common;
    private final Set<Meter> meters = new LinkedHashSet<>();
    private FailoverListener.@Nullable Registration listening;
    private boolean closed;

    private BoundMeters(MeterRegistry registry, String name) {
        this.registry = registry;
        this.common = Tags.of("client", name);
    }

    static BoundMeters bind(SiteFailover<?> client, String name, MeterRegistry registry) {
        BoundMeters meters = new BoundMeters(registry, name);
        meters.gauges(client);
        meters.listen(client);
        return meters;
    }

    private synchronized void listen(SiteFailover<?> client) {
        listening = client.listen(this);
    }

    synchronized void close() {
        closed = true;
        if (listening != null) {
            listening.close();
        }
        meters.forEach(registry::remove);
        meters.clear();
    }

    // -- gauges: they hold the client weakly, so that a registry never keeps one alive

    private synchronized void gauges(SiteFailover<?> client) {
        for (SiteStatus each : client.status().sites()) {
            String id = each.site().id();
            Tags site = common.and("site", id);
            for (Health health : Health.values()) {
                flag(client, "site.health", site.and("health", word(health)), id, s -> s.health() == health);
            }
            for (Guard.State state : Guard.State.values()) {
                flag(client, "site.breaker", site.and("state", word(state)), id, s -> s.breaker() == state);
            }
            flag(client, "site.routed", site, id, SiteStatus::routed);
            flag(client, "site.assigned", site, id, SiteStatus::assigned);
            flag(client, "site.impaired", site, id, SiteStatus::impaired);
            counter("losses", null, site);
            counter("attempts.failed", null, site);
        }
        counter("policy.failures", null, common);
        gauge(client, "epoch", null, common, s -> s.epoch().number());
        meters.add(TimeGauge.builder(FailoverMetrics.PREFIX + "held", client, TimeUnit.MILLISECONDS, c -> c.status()
                        .heldFor()
                        .toMillis())
                .tags(common)
                .register(registry));
        gauge(client, "calls.in.flight", CALLS, common, FailoverStatus::inFlight);
        gauge(client, "calls.waiting", CALLS, common, FailoverStatus::waiting);
        gauge(client, "calls.overdue", CALLS, common, FailoverStatus::overdue);
        gauge(client, "in.doubt.open", CALLS, common, FailoverStatus::inDoubt);
    }

    private void flag(SiteFailover<?> client, String name, Tags tags, String site, Predicate<SiteStatus> holds) {
        gauge(client, name, null, tags, status -> holds.test(status.site(site)) ? 1 : 0);
    }

    private void gauge(
            SiteFailover<?> client,
            String name,
            @Nullable String unit,
            Tags tags,
            ToDoubleFunction<FailoverStatus> value) {
        meters.add(Gauge.builder(FailoverMetrics.PREFIX + name, client, c -> value.applyAsDouble(c.status()))
                .tags(tags)
                .baseUnit(unit)
                .register(registry));
    }

    // -- counters and timers, from events

    @Override
    public synchronized void on(SwitchEvent event) {
        if (closed) {
            return; // a meter registered now would never be removed
        }
        if (event instanceof SwitchEvent.Moved moved) {
            moved(moved.switchover());
        } else if (event instanceof SwitchEvent.LossDetected loss) {
            counter("losses", null, common.and("site", loss.site().id())).increment();
        } else if (event instanceof SwitchEvent.AttemptFailed attempt) {
            counter("attempts.failed", null, common.and("site", attempt.site().id()))
                    .increment();
        } else if (event instanceof SwitchEvent.PolicyFailed) {
            counter("policy.failures", null, common).increment();
        } else if (event instanceof SwitchEvent.Closed) {
            close();
        }
    }

    @Override
    public synchronized void inDoubt(InDoubtEntry entry) {
        if (!closed) {
            counter(
                            "in.doubt.entered",
                            CALLS,
                            operation(entry).and("site", entry.site().id()))
                    .increment();
        }
    }

    @Override
    public synchronized void settled(InDoubtEntry entry, Finding finding) {
        if (!closed) {
            counter("in.doubt.reconciled", CALLS, operation(entry).and("finding", word(finding)))
                    .increment();
        }
    }

    private void moved(Switchover move) {
        counter(
                        "switchovers",
                        null,
                        common.and("from", move.from().id(), "to", move.to().id())
                                .and("declared", Boolean.toString(move.declared()))
                                .and("forced", Boolean.toString(move.forced())))
                .increment();
        Long lost = move.lossDetectedAt();
        if (lost != null) {
            stage("decide", lost, move.decidedAt());
        }
        stage("activate", move.decidedAt(), move.activatedAt());
        stage("route", move.activatedAt(), move.publishedAt());
    }

    private void stage(String stage, long from, long to) {
        Timer timer = Timer.builder(FailoverMetrics.PREFIX + "switchover.stage")
                .tags(common.and("stage", stage))
                .register(registry);
        meters.add(timer);
        timer.record(Duration.ofNanos(Math.max(0, to - from)));
    }

    private Counter counter(String name, @Nullable String unit, Tags tags) {
        Counter counter = Counter.builder(FailoverMetrics.PREFIX + name)
                .tags(tags)
                .baseUnit(unit)
                .register(registry);
        meters.add(counter);
        return counter;
    }

    private Tags operation(InDoubtEntry entry) {
        return common.and("operation", entry.operation().name());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
