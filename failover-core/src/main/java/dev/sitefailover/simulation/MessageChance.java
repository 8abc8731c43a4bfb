package dev.sitefailover.simulation;

import dev.sitefailover.runtime.Chance;

/**
 * One fault's draws for one message, counted from the fault's seed, the participant and the message's number: no other
 * fault, and no message that another fault stopped, shifts them.
 */
final class MessageChance implements Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    MessageChance(long seed) {
        this.seed = seed;
    }

    /** Starts the draws for that message at that stage. */
    MessageChance at(Message message, int stage) {
        state = mix(mix(seed + message.desk.index * GOLDEN) + message.number * 4 + stage);
        return this;
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
