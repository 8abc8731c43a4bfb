package dev.sitefailover.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The plain implementation on the class library's queue: the measure that {@link HeapQueue} has to agree with. */
final class SortedQueue implements EventQueue {
    private record Entry(long time, long sequence, Object event) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::time).thenComparingLong(Entry::sequence));

    @Override
    public void add(long time, long sequence, Object event) {
        queue.add(new Entry(time, sequence, event));
    }

    @Override
    public long nextTime() {
        Entry first = queue.peek();
        return first == null ? NEVER : first.time();
    }

    @Override
    public long firstSequence() {
        return queue.element().sequence();
    }

    @Override
    public Object first() {
        return queue.element().event();
    }

    @Override
    public Object take() {
        return queue.remove().event();
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public void removeIf(Predicate<Object> dropped) {
        queue.removeIf(entry -> dropped.test(entry.event()));
    }
}
