package dev.sitefailover.simulation;

import static dev.sitefailover.simulation.HeapQueue.before;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Few events in a sorted row, more in a heap. The row ends with the first event, so that it is taken without a comparison,
 * and a new one finds its place from there, for as a rule it is due before most. Only keys are moved: an event stays in
 * its slot, whose number is part of its key.
 */
final class NearQueue extends EventQueue {
    /** So many in a row; one bit of {@link #free} for each. */
    static final int ROW = 64;

    private static final int SLOT_BITS = 6;
    private static final int SLOT = ROW - 1;
    /** A heap with so few left becomes a row again. */
    private static final int FEW = 16;

    private final long[] times = new long[ROW];
    /** Sequence and slot of each. */
    private final long[] places = new long[ROW];

    private final @Nullable Object[] events = new @Nullable Object[ROW];
    private long free = -1;
    private int count;
    /** No less than any in the row: greater ones come after all of their time. */
    private long latest = -1;

    /** Has everything or nothing. */
    private final HeapQueue heap = new HeapQueue();

    private boolean heaped;

    @Override
    int size() {
        return heaped ? heap.size() : count;
    }

    @Override
    void add(long time, long sequence, Object event) {
        if (heaped) {
            heap.add(time, sequence, event);
        } else if (count == ROW) {
            heapUp();
            heap.add(time, sequence, event);
        } else {
            insert(time, sequence, event);
        }
    }

    @Override
    long nextTime() {
        if (heaped) {
            return heap.nextTime();
        }
        return count == 0 ? NEVER : times[count - 1];
    }

    @Override
    long firstSequence() {
        return heaped ? heap.firstSequence() : places[count - 1] >> SLOT_BITS;
    }

    @Override
    Object first() {
        return heaped ? heap.first() : event(count - 1);
    }

    @Override
    Object take() {
        if (heaped) {
            Object first = heap.take();
            if (heap.size() <= FEW) {
                lineUp();
            }
            return first;
        }
        Object first = event(count - 1);
        release(--count);
        return first;
    }

    /** Times of about that part of all events, in no order, from {@code from} on; returns where it ended. */
    int sample(long[] into, int from, double part) {
        if (heaped) {
            return heap.sample(into, from, part);
        }
        double step = Math.max(1, 1 / part);
        int filled = from;
        for (double at = 0; at < count && filled < into.length; at += step) {
            into[filled++] = times[(int) at];
        }
        return filled;
    }

    @Override
    void removeIf(Predicate<Object> dropped) {
        if (heaped) {
            heap.removeIf(dropped);
            if (heap.size() <= FEW) {
                lineUp();
            }
            return;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (dropped.test(event(i))) {
                release(i);
            } else {
                times[kept] = times[i];
                places[kept++] = places[i];
            }
        }
        count = kept;
    }

    private void insert(long time, long sequence, Object event) {
        int slot = Long.numberOfTrailingZeros(free);
        free &= free - 1;
        events[slot] = event;
        long place = sequence << SLOT_BITS | slot;
        int to = count++;
        if (sequence > latest) {
            latest = sequence;
            while (to > 0 && times[to - 1] <= time) {
                move(to - 1, to);
                to--;
            }
        } else {
            while (to > 0 && before(times[to - 1], places[to - 1], time, place)) {
                move(to - 1, to);
                to--;
            }
        }
        times[to] = time;
        places[to] = place;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        places[to] = places[from];
    }

    private Object event(int at) {
        Object event = at < 0 ? null : events[(int) places[at] & SLOT];
        if (event == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return event;
    }

    private void release(int at) {
        int slot = (int) places[at] & SLOT;
        events[slot] = null;
        free |= 1L << slot;
    }

    private void heapUp() {
        for (int i = 0; i < count; i++) {
            heap.add(times[i], places[i] >> SLOT_BITS, event(i));
            release(i);
        }
        count = 0;
        heaped = true;
    }

    private void lineUp() {
        while (heap.size() > 0) {
            long time = heap.nextTime();
            long sequence = heap.firstSequence();
            insert(time, sequence, heap.take());
        }
        heaped = false;
    }
}
