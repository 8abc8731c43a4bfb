package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;

/** The entries of the day that has begun, sorted, the next one first. They belong to the ring's pool. */
final class Today {
    /** Up to here a plain insertion sort is the fastest. */
    private static final int SMALL = 24;

    private final Ring ring;
    private int[] entries = new int[2 * SMALL];
    private int[] spare = new int[0];
    private long[] order = new long[0];
    private int next;
    private int end;

    Today(Ring ring) {
        this.ring = ring;
    }

    boolean isOver() {
        return next == end;
    }

    int entry() {
        return entries[next];
    }

    int left() {
        return end - next;
    }

    /** Takes the next one out. */
    Object take() {
        return ring.release(entries[next++]);
    }

    /** Ends the day early: what is left of it, at the beginning of the array. */
    int[] end() {
        int[] left = Arrays.copyOfRange(entries, next, end);
        next = 0;
        end = 0;
        return left;
    }

    /**
     * Begins a day, only when the one before is over. One with entries out of order that are more than can be sorted fast
     * stays unsorted.
     *
     * @param morning the day's first nanosecond
     * @param bits how many bits a time of this day has beyond it
     * @return whether it is sorted
     */
    boolean begin(long day, long morning, int bits) {
        int count = 0;
        for (int entry = ring.take(day); entry != Ring.NONE; entry = ring.olderThan(entry)) {
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, 2 * count);
            }
            entries[count++] = entry;
        }
        next = 0;
        end = count;
        if (count == 1) {
            return true;
        }
        reverse(entries, 0, count); // they came newest first, and the oldest is the first where times are the same
        if (count <= SMALL) {
            insert();
            return true;
        }
        return isSorted() || (sort(morning, bits) && isSorted());
    }

    private void insert() {
        for (int i = 1; i < end; i++) {
            int entry = entries[i];
            int to = i;
            while (to > 0 && isBefore(entry, entries[to - 1])) {
                entries[to] = entries[to - 1];
                to--;
            }
            entries[to] = entry;
        }
    }

    private boolean isBefore(int entry, int other) {
        return HeapQueue.before(ring.time(entry), ring.sequence(entry), ring.time(other), ring.sequence(other));
    }

    private boolean isSorted() {
        for (int i = 1; i < end; i++) {
            if (isBefore(entries[i], entries[i - 1])) {
                return false;
            }
        }
        return true;
    }

    /** By time and then by age, which is by sequence unless events were moved about; time and place in one number. */
    private boolean sort(long morning, int bits) {
        int placeBits = 32 - Integer.numberOfLeadingZeros(end);
        if (bits + placeBits > 62) {
            return false;
        }
        if (order.length < end) {
            order = new long[entries.length];
            spare = new int[entries.length];
        }
        for (int i = 0; i < end; i++) {
            order[i] = (ring.time(entries[i]) - morning) << placeBits | i;
        }
        Arrays.sort(order, 0, end);
        int mask = (1 << placeBits) - 1;
        for (int i = 0; i < end; i++) {
            spare[i] = entries[(int) order[i] & mask];
        }
        int[] sorted = spare;
        spare = entries;
        entries = sorted;
        return true;
    }

    /** Releases entries that match; those that stay keep their order. */
    void removeIf(Predicate<Object> dropped) {
        int kept = 0;
        for (int i = next; i < end; i++) {
            if (dropped.test(ring.event(entries[i]))) {
                ring.release(entries[i]);
            } else {
                entries[kept++] = entries[i];
            }
        }
        next = 0;
        end = kept;
    }

    static void reverse(int[] array, int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            int swapped = array[i];
            array[i] = array[j];
            array[j] = swapped;
        }
    }
}
