package dev.sitefailover.simulation;

import java.time.Instant;

/** Virtual time on another queue, for tests elsewhere that replace it. */
public final class OtherTimes {
    private OtherTimes() {}

    /** On the class library's sorted map instead of the heap. */
    public static VirtualTime sorted(Instant start, long seed) {
        return new VirtualTime(start, seed, new SortedQueue());
    }
}
