package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A 4-ary heap on primitive arrays: keys lie side by side in one long[], nothing is allocated per event. The root is left
 * hollow after {@link #take()}, because most events schedule another one, which then goes straight in at the top.
 */
final class HeapQueue extends EventQueue {
    private static final int SMALLEST = 16;

    /** Time and sequence of entry i at 2i and 2i+1. */
    private long[] keys = new long[2 * SMALLEST];

    private @Nullable Object[] events = new @Nullable Object[SMALLEST];

    /** Slots in use, the hollow root included. */
    private int slots;

    private boolean hollow;

    @Override
    void add(long time, long sequence, Object event) {
        if (hollow) {
            hollow = false;
            siftDown(time, sequence, event);
            return;
        }
        if (slots == events.length) {
            keys = Arrays.copyOf(keys, 4 * slots);
            events = Arrays.copyOf(events, 2 * slots);
        }
        siftUp(slots++, time, sequence, event);
    }

    @Override
    long nextTime() {
        fill();
        return slots == 0 ? NEVER : keys[0];
    }

    @Override
    long firstSequence() {
        fill();
        return keys[1];
    }

    /** Times of about that part of all events, in no order, from {@code count} on; returns where it ended. */
    int sample(long[] times, int count, double part) {
        fill();
        double step = Math.max(1, 1 / part);
        int filled = count;
        for (double at = 0; at < slots && filled < times.length; at += step) {
            times[filled++] = keys[2 * (int) at];
        }
        return filled;
    }

    @Override
    Object first() {
        fill();
        Object first = events[0];
        if (first == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return first;
    }

    @Override
    Object take() {
        Object first = first();
        events[0] = null;
        hollow = true;
        return first;
    }

    @Override
    int size() {
        return hollow ? slots - 1 : slots;
    }

    @Override
    void removeIf(Predicate<Object> dropped) {
        fill();
        long[] oldKeys = keys;
        @Nullable Object[] oldEvents = events;
        int old = slots;
        int kept = 0;
        for (int i = 0; i < old; i++) {
            Object event = oldEvents[i];
            if (event != null && !dropped.test(event)) {
                oldKeys[2 * kept] = oldKeys[2 * i];
                oldKeys[2 * kept + 1] = oldKeys[2 * i + 1];
                oldEvents[kept++] = event;
            }
        }
        Arrays.fill(oldEvents, kept, old, null);
        slots = 0;
        for (int i = 0; i < kept; i++) {
            Object event = oldEvents[i];
            if (event != null) {
                siftUp(slots++, oldKeys[2 * i], oldKeys[2 * i + 1], event);
            }
        }
    }

    /** Closes a hollow root with the last entry. */
    private void fill() {
        if (!hollow) {
            return;
        }
        hollow = false;
        int last = --slots;
        if (last > 0) {
            Object event = events[last];
            events[last] = null;
            siftDown(keys[2 * last], keys[2 * last + 1], event);
        }
    }

    private void siftUp(int from, long time, long sequence, Object event) {
        long[] k = keys;
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 2;
            if (!before(time, sequence, k[2 * parent], k[2 * parent + 1])) {
                break;
            }
            k[2 * i] = k[2 * parent];
            k[2 * i + 1] = k[2 * parent + 1];
            events[i] = events[parent];
            i = parent;
        }
        k[2 * i] = time;
        k[2 * i + 1] = sequence;
        events[i] = event;
    }

    private void siftDown(long time, long sequence, @Nullable Object event) {
        long[] k = keys;
        int n = slots;
        int i = 0;
        while (true) {
            int child = 4 * i + 1;
            if (child >= n) {
                break;
            }
            int least = child;
            long leastTime = k[2 * child];
            long leastSequence = k[2 * child + 1];
            int end = Math.min(child + 4, n);
            for (int c = child + 1; c < end; c++) {
                if (before(k[2 * c], k[2 * c + 1], leastTime, leastSequence)) {
                    least = c;
                    leastTime = k[2 * c];
                    leastSequence = k[2 * c + 1];
                }
            }
            if (!before(leastTime, leastSequence, time, sequence)) {
                break;
            }
            k[2 * i] = leastTime;
            k[2 * i + 1] = leastSequence;
            events[i] = events[least];
            i = least;
        }
        k[2 * i] = time;
        k[2 * i + 1] = sequence;
        events[i] = event;
    }

    /** The order of events. */
    static boolean before(long time, long sequence, long otherTime, long otherSequence) {
        return time < otherTime || (time == otherTime && sequence < otherSequence);
    }
}
