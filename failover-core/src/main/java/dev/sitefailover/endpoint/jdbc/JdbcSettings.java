package dev.sitefailover.endpoint.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the ready-made endpoint for {@code jdbc:} addresses works. Immutable.
 *
 * @param workers so many requests run at once, each on a thread and a connection of its own; default 8
 * @param queue so many more may wait for a worker, others are not sent; default 256
 * @param timeout a request that takes longer is in doubt and its connection aborted, which frees the worker whatever TCP
 *     does; the caller's own deadline usually comes first; default 10 s
 * @param properties for the driver, such as {@code user} and {@code password}; default none
 */
public record JdbcSettings(int workers, int queue, Duration timeout, Map<String, String> properties) {
    private static final JdbcSettings DEFAULTS = new JdbcSettings(8, 256, Duration.ofSeconds(10), Map.of());

    public JdbcSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("jdbc workers must be >= 1, was " + workers);
        }
        if (queue < 1) {
            throw new IllegalArgumentException("jdbc queue must be >= 1, was " + queue);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("jdbc timeout must be > 0, was " + timeout);
        }
        properties = Map.copyOf(properties);
    }

    public static JdbcSettings defaults() {
        return DEFAULTS;
    }

    public JdbcSettings withWorkers(int w) {
        return new JdbcSettings(w, queue, timeout, properties);
    }

    public JdbcSettings withQueue(int q) {
        return new JdbcSettings(workers, q, timeout, properties);
    }

    public JdbcSettings withTimeout(Duration t) {
        return new JdbcSettings(workers, queue, t, properties);
    }

    /** These settings with one more property for the driver. */
    public JdbcSettings withProperty(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new JdbcSettings(workers, queue, timeout, more);
    }

    /** Without the properties' values: a password is none of a log's business. */
    @Override
    public String toString() {
        return "JdbcSettings[workers=" + workers + ", queue=" + queue + ", timeout=" + timeout + "]";
    }
}
