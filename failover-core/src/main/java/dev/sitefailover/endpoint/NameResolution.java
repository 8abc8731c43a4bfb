package dev.sitefailover.endpoint;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a name led to, and when. Immutable.
 *
 * @param host the name, or an address written as text
 * @param addresses what it resolved to, in the resolver's order; at least one
 * @param resolvedAt when, by the wall clock; for display
 * @param resolvedAtNanos when, on {@link System#nanoTime()}'s clock; for {@link #age}
 * @param cache what this JVM caches: the answer may have been that old already when it was given
 */
public record NameResolution(
        String host, List<InetAddress> addresses, Instant resolvedAt, long resolvedAtNanos, DnsCachePolicy cache) {

    public NameResolution {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses must not be empty for " + host);
        }
    }

    /** How long ago the JVM was asked. */
    public Duration age(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - resolvedAtNanos));
    }

    /** Whether that leads to the same addresses, in whatever order. */
    public boolean leadsWhere(NameResolution other) {
        return Set.copyOf(addresses).equals(Set.copyOf(other.addresses));
    }

    /** Whether the host is an address written as text: nothing was looked up and nothing can be out of date. */
    public boolean isLiteral() {
        return host.indexOf(':') >= 0
                || (!host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }

    /** For a log line: the name, its addresses, and how old the answer may be. */
    @Override
    public String toString() {
        String where = addresses.stream()
                .map(InetAddress::getHostAddress)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return isLiteral()
                ? where
                : host + " = " + where + " (resolved " + resolvedAt + ", " + cache.positiveText() + ")";
    }
}
