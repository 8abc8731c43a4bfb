package dev.sitefailover.examples.bench.kernel;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What one writes oneself: the class library's queue and an entry with time and sequence. Cancelled entries stay until
 * they are half of it, as in this library; taking each out at once would look through the whole queue every time.
 */
final class OnPriorityQueue extends Kernel {
    private static final int FEW = 64;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long now;
    private long sequence;
    private int cancelled;

    private static final class Entry implements Comparable<Entry> {
        private final long time;
        private final long sequence;
        private @Nullable Runnable task;

        Entry(long time, long sequence, Runnable task) {
            this.time = time;
            this.sequence = sequence;
            this.task = task;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        queue.add(new Entry(now + delayNanos, sequence++, task));
    }

    @Override
    public Object timer(long delayNanos, Runnable task) {
        Entry entry = new Entry(now + delayNanos, sequence++, task);
        queue.add(entry);
        return entry;
    }

    @Override
    public void cancel(Object timer) {
        ((Entry) timer).task = null;
        if (++cancelled > FEW && cancelled > queue.size() / 2) {
            queue.removeIf(entry -> entry.task == null);
            cancelled = 0;
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void run(long count) {
        long left = count;
        while (left > 0) {
            Entry entry = queue.remove();
            Runnable task = entry.task;
            if (task == null) {
                cancelled--;
                continue;
            }
            entry.task = null;
            now = entry.time;
            task.run();
            left--;
        }
    }
}
