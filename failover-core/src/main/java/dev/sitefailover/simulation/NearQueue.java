package dev.sitefailover.simulation;

import static dev.sitefailover.simulation.HeapQueue.before;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Few events in a sorted row, more in a heap. The row is a ring: the first is taken without a comparison, and a new one is
 * put in from the end that is nearer to its place, since what is scheduled is due next or last as a rule.
 */
final class NearQueue implements EventQueue {
    /** A power of two. */
    private static final int ROW = 64;

    private static final int MASK = ROW - 1;
    /** A heap with so few left becomes a row again. */
    private static final int FEW = 16;

    private final long[] times = new long[ROW];
    private final long[] sequences = new long[ROW];
    private final @Nullable Object[] events = new @Nullable Object[ROW];
    private int head;
    private int count;

    /** Has everything or nothing. */
    private final HeapQueue heap = new HeapQueue();

    private boolean heaped;

    @Override
    public int size() {
        return heaped ? heap.size() : count;
    }

    @Override
    public void add(long time, long sequence, Object event) {
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
    public long nextTime() {
        if (heaped) {
            return heap.nextTime();
        }
        return count == 0 ? NEVER : times[head];
    }

    @Override
    public long firstSequence() {
        return heaped ? heap.firstSequence() : sequences[head];
    }

    @Override
    public Object first() {
        Object first = heaped ? heap.first() : events[head];
        if (first == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return first;
    }

    @Override
    public Object take() {
        Object first = first();
        if (heaped) {
            heap.take();
            if (heap.size() <= FEW) {
                lineUp();
            }
        } else {
            events[head] = null;
            head = (head + 1) & MASK;
            count--;
        }
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
            into[filled++] = times[(head + (int) at) & MASK];
        }
        return filled;
    }

    @Override
    public void removeIf(Predicate<Object> dropped) {
        if (heaped) {
            heap.removeIf(dropped);
            if (heap.size() <= FEW) {
                lineUp();
            }
            return;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int from = (head + i) & MASK;
            Object event = events[from];
            events[from] = null;
            if (event != null && !dropped.test(event)) {
                put((head + kept++) & MASK, times[from], sequences[from], event);
            }
        }
        count = kept;
    }

    private void insert(long time, long sequence, Object event) {
        int n = count++;
        int middle = (head + (n >>> 1)) & MASK;
        if (n > 0 && before(time, sequence, times[middle], sequences[middle])) {
            int to = (head - 1) & MASK;
            head = to;
            int next = (to + 1) & MASK;
            while (before(times[next], sequences[next], time, sequence)) { // ends at the middle
                move(next, to);
                to = next;
                next = (next + 1) & MASK;
            }
            put(to, time, sequence, event);
            return;
        }
        int to = (head + n) & MASK;
        while (to != head) {
            int previous = (to - 1) & MASK;
            if (!before(time, sequence, times[previous], sequences[previous])) {
                break;
            }
            move(previous, to);
            to = previous;
        }
        put(to, time, sequence, event);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        sequences[to] = sequences[from];
        events[to] = events[from];
    }

    private void put(int at, long time, long sequence, Object event) {
        times[at] = time;
        sequences[at] = sequence;
        events[at] = event;
    }

    private void heapUp() {
        for (int i = 0; i < count; i++) {
            int at = (head + i) & MASK;
            Object event = events[at];
            if (event != null) {
                heap.add(times[at], sequences[at], event);
                events[at] = null;
            }
        }
        count = 0;
        heaped = true;
    }

    private void lineUp() {
        while (heap.size() > 0) {
            long time = heap.nextTime();
            long sequence = heap.firstSequence();
            put((head + count++) & MASK, time, sequence, heap.take());
        }
        heaped = false;
    }
}
