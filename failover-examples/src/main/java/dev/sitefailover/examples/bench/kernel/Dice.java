package dev.sitefailover.examples.bench.kernel;

/** Chance that costs next to nothing (xorshift), the same for everybody. */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    private long next() {
        long x = state;
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        state = x;
        return x;
    }

    long exponential(long mean) {
        double uniform = ((next() >>> 11) + 1) * 0x1p-53; // above 0
        return (long) (-Math.log(uniform) * mean);
    }

    long below(long bound) {
        return (next() >>> 1) % bound;
    }
}
