package dev.sitefailover.monitoring;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.SiteFailover;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one client in a Micrometer registry. Safe for use by several threads. Needs {@code micrometer-core} on
 * the class path, which is an optional dependency; nothing else in the library does.
 *
 * <p>Every meter carries the tag {@code client}, the name given here. Names follow Micrometer's convention (dots, base
 * units); a Prometheus registry shows {@code site.failover.switchovers} as {@code site_failover_switchovers_total}.
 * Gauges read {@link SiteFailover#status()} when they are sampled, calls pay nothing for them.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind, unit</th><th>further tags</th><th>what it is</th></tr>
 * <tr><td>site.failover.site.health</td><td>gauge, 0 or 1</td><td>site; health: unknown, down, standby, serving</td>
 *     <td>1 for the probes' present verdict on the site, 0 for the other three</td></tr>
 * <tr><td>site.failover.site.breaker</td><td>gauge, 0 or 1</td><td>site; state: closed, open, half-open</td>
 *     <td>1 for what calls made of the site</td></tr>
 * <tr><td>site.failover.site.routed</td><td>gauge, 0 or 1</td><td>site</td>
 *     <td>1 where calls go, which may be a site that is down as long as no other serves; alert when no site is both
 *     routed and serving</td></tr>
 * <tr><td>site.failover.site.assigned</td><td>gauge, 0 or 1</td><td>site</td><td>1 where we belong</td></tr>
 * <tr><td>site.failover.site.impaired</td><td>gauge, 0 or 1</td><td>site</td>
 *     <td>1 when calls fail there although probes pass</td></tr>
 * <tr><td>site.failover.epoch</td><td>gauge</td><td></td><td>the epoch of the assignment; grows with every move</td></tr>
 * <tr><td>site.failover.held</td><td>gauge, seconds</td><td></td>
 *     <td>how long automatic moves are still held; 0 when they are not</td></tr>
 * <tr><td>site.failover.calls.in.flight</td><td>gauge, calls</td><td></td><td>calls without an outcome yet</td></tr>
 * <tr><td>site.failover.calls.waiting</td><td>gauge, calls</td><td></td><td>those that wait for a route</td></tr>
 * <tr><td>site.failover.calls.overdue</td><td>gauge, calls</td><td></td>
 *     <td>blocking calls that ignore their deadline</td></tr>
 * <tr><td>site.failover.in.doubt.open</td><td>gauge, calls</td><td></td><td>open entries of the register</td></tr>
 * <tr><td>site.failover.in.doubt.entered</td><td>counter, calls</td><td>operation, site</td>
 *     <td>once-only calls that went in doubt</td></tr>
 * <tr><td>site.failover.in.doubt.reconciled</td><td>counter, calls</td><td>operation; finding: applied, absent</td>
 *     <td>entries settled by enquiry (by hand not counted)</td></tr>
 * <tr><td>site.failover.losses</td><td>counter</td><td>site</td><td>losses of the site calls went to</td></tr>
 * <tr><td>site.failover.switchovers</td><td>counter</td><td>from, to, declared, forced: true or false</td>
 *     <td>finished moves between two sites; never an attachment</td></tr>
 * <tr><td>site.failover.switchover.stage</td><td>timer</td>
 *     <td>stage: decide (loss detected to decided), activate (decided to logged on), route (logged on to routed)</td>
 *     <td>how long each stage of a finished move took; the stages add up, a planned move has no first one</td></tr>
 * <tr><td>site.failover.attempts.failed</td><td>counter</td><td>site</td><td>times a site was not reached</td></tr>
 * <tr><td>site.failover.policy.failures</td><td>counter</td><td></td><td>times the policy threw</td></tr>
 * </table>
 *
 * <p>The values of {@code operation} are the names of your {@link dev.sitefailover.routing.Operation} constants: keep
 * them few.
 *
 * <p>{@link #close()} removes the meters again, and so does the end of the client: a registry that outlives a client
 * holds nothing of it.
 */
public final class FailoverMetrics implements MeterBinder, AutoCloseable {
    static final String PREFIX = "site.failover.";

    private final SiteFailover<?> client;
    private final String name;
    private final List<BoundMeters> bound = new ArrayList<>();

    private FailoverMetrics(SiteFailover<?> client, String name) {
        this.client = requireNonNull(client);
        this.name = requireNonNull(name);
    }

    /**
     * Figures for a client; {@link #bindTo} registers them.
     *
     * @param name tells several clients of one process apart, the value of the tag {@code client}; not blank
     */
    public static FailoverMetrics of(SiteFailover<?> client, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the client must not be blank");
        }
        return new FailoverMetrics(client, name);
    }

    /**
     * Registers the meters; may be called for several registries. Counters and timers count from now on.
     *
     * @throws IllegalStateException when a client of that name is bound to the registry already
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (registry.find(PREFIX + "epoch").tag("client", name).gauge() != null) {
            throw new IllegalStateException("a client named " + name
                    + " is bound to this registry already; close those metrics first or give this client another name");
        }
        bound.add(BoundMeters.bind(client, name, registry));
    }

    /** Removes every meter this has registered; idempotent. */
    @Override
    public synchronized void close() {
        bound.forEach(BoundMeters::close);
        bound.clear();
    }
}
