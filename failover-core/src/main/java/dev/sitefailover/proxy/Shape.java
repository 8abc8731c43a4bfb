package dev.sitefailover.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules in force make of one direction of one connection.
 *
 * @param slow delays to add, one after the other
 * @param slowBy the rules they come from
 * @param bytesPerSecond 0: no limit
 * @param slice the most bytes at once; 0: no limit
 * @param pauseNanos between two slices
 * @param closeNanos by how much a close is late
 * @param stop what happens after so many bytes; null: nothing
 */
record Shape(
        Delays slow,
        List<Long> slowBy,
        long bytesPerSecond,
        int slice,
        long pauseNanos,
        long closeNanos,
        @Nullable Stop stop) {

    static final Shape PLAIN = new Shape(Delays.NONE, List.of(), 0, 0, 0, 0, null);

    /** What happens when the bytes are through. */
    enum Then {
        SILENCE,
        UNPLUGGED,
        CLOSE
    }

    /**
     * The end of the line.
     *
     * @param rule which rule says so, so that bytes are not counted anew when other rules come and go
     * @param afterBytes since the rule met the connection
     */
    record Stop(long rule, long afterBytes, Then then) {}

    /** Draws the next delay. */
    @FunctionalInterface
    interface Delays {
        Delays NONE = () -> 0;

        long nextNanos();
    }

    /** Whether bytes may pass as they come. */
    boolean isPlain() {
        return slow == Delays.NONE && bytesPerSecond == 0 && slice == 0 && stop == null;
    }
}
