package dev.sitefailover.fault;

import java.time.Duration;

/**
 * The site answers correctly and late: round trips take longer, up to the client's own deadline, past which the call is in
 * doubt.
 *
 * @param by how much later; in rundowns ten times the usual when not given
 */
public record Slow(By by) implements Fault {

    @Override
    public String kind() {
        return "slow";
    }

    /** How much longer a round trip takes. */
    public sealed interface By permits Factor, Fixed, Spread {}

    /**
     * A multiple of the usual round trip.
     *
     * @param factor 1 to 1,000,000
     */
    public record Factor(double factor) implements By {
        public Factor {
            // Written so that NaN fails too.
            if (!(factor >= 1 && factor <= 1_000_000)) {
                throw new IllegalArgumentException("slow.factor must be from 1 to 1000000, was " + factor);
            }
        }
    }

    /**
     * A fixed time on top of the usual round trip.
     *
     * @param latency PT0S or longer
     */
    public record Fixed(Duration latency) implements By {
        public Fixed {
            Bounds.duration("slow", "latency", latency);
        }
    }

    /**
     * A drawn time on top of the usual round trip.
     *
     * @param p50 half of them are at most this, PT0S or longer
     * @param p99 99 % of them are at most this, {@code p50} or longer
     */
    public record Spread(Duration p50, Duration p99) implements By {
        public Spread {
            Bounds.duration("slow", "latency.p50", p50);
            Bounds.duration("slow", "latency.p99", p99);
            if (p50.compareTo(p99) > 0) {
                throw new IllegalArgumentException("slow.latency.p99 must be >= p50 " + p50 + ", was " + p99);
            }
        }
    }
}
