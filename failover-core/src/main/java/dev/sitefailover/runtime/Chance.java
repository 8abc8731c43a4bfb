package dev.sitefailover.runtime;

/**
 * A stream of random numbers. Bounded draws and distributions are defined here and not borrowed from the class
 * library, so that one seed gives the same numbers on every Java version; logarithms and exponentials are
 * {@link StrictMath}.
 *
 * <p>Not safe for concurrent use unless the runtime that made it says so.
 */
@FunctionalInterface
public interface Chance {

    /** The next 64 random bits. */
    long nextLong();

    /**
     * The stream of that name under that seed: always the same numbers. Streams of different names are independent, so
     * that adding a consumer of one does not shift what another draws. Not safe for concurrent use.
     */
    static Chance of(long seed, String name) {
        return new Xoshiro(seed, name);
    }

    /** A seed of its own for a part of a run, such as one participant among many. */
    static long seed(long seed, String name) {
        return Xoshiro.derive(seed, name);
    }

    /** Uniform in [0, 1), with 53 random bits. */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Uniform in [0, bound), without bias.
     *
     * @throws IllegalArgumentException when {@code bound} is not positive
     */
    default long below(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be > 0, was " + bound);
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(bound - 1 | 1);
        long drawn = nextLong() & mask;
        while (drawn >= bound) {
            drawn = nextLong() & mask;
        }
        return drawn;
    }

    /**
     * Uniform in [from, to], both included.
     *
     * @throws IllegalArgumentException when {@code from > to} or the range exceeds a long
     */
    default long between(long from, long to) {
        if (from > to || to - from < 0 || to - from == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "range must be from <= to and shorter than 2^63, was " + from + " to " + to);
        }
        return from + below(to - from + 1);
    }

    /**
     * True with probability {@code p}; one number is drawn whatever {@code p} is, so that a probability of 0 does not
     * shift the stream.
     *
     * @throws IllegalArgumentException when {@code p} is not in [0, 1]
     */
    default boolean chance(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be in [0, 1], was " + p);
        }
        return nextDouble() < p;
    }

    /**
     * Exponentially distributed with that mean: the gaps between independent arrivals.
     *
     * @throws IllegalArgumentException when {@code mean} is negative or not finite
     */
    default double exponential(double mean) {
        if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("mean must be finite and >= 0, was " + mean);
        }
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /** Normally distributed with mean 0 and deviation 1. */
    default double normal() {
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double s = x * x + y * y;
            if (s < 1 && s > 0) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /**
     * Log-normally distributed, given by its median and its 99th percentile: what latencies look like.
     *
     * @throws IllegalArgumentException unless {@code 0 < p50 <= p99}, both finite
     */
    default double logNormal(double p50, double p99) {
        if (!(p50 > 0 && p50 <= p99 && p99 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("0 < p50 <= p99 must hold, was p50 " + p50 + ", p99 " + p99);
        }
        double normalAt99 = 2.3263478740408408;
        return p50 * StrictMath.exp(normal() * StrictMath.log(p99 / p50) / normalAt99);
    }
}
