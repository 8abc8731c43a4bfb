package dev.sitefailover.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The plain implementation on the class library's queue: the measure that {@link HeapQueue} has to agree with. */
final class SortedQueue extends EventQueue {
    private record Entry(long time, long sequence, Object event) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::time).thenComparingLong(Entry::sequence));

    @Override
    void add(long time, long sequence, Object event) {
        queue.add(new Entry(time, sequence, event));
    }

    @Override
    long nextTime() {
        Entry first = queue.peek();
        return first == null ? NEVER : first.time();
    }

    @Override
    long firstSequence() {
        return queue.element().sequence();
    }

    @Override
    Object first() {
        return queue.element().event();
    }

    @Override
    Object take() {
        return queue.remove().event();
    }

    @Override
    int size() {
        return queue.size();
    }

    @Override
    void removeIf(Predicate<Object> dropped) {
        queue.removeIf(entry -> dropped.test(entry.event()));
    }
}
