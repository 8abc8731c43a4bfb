package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;

/** The entries of the span that has begun, in order, the next one first; they stay where they are in memory. */
final class Present {
    /** Up to here the class library sorts faster than by digits. */
    private static final int SMALL = 64;

    private static final int MOST_DIGIT_BITS = 11;
    /** With more digits the class library sorts faster. */
    private static final int MOST_DIGITS = 4;

    private final Shelves.Load load = new Shelves.Load();
    private final int[] starts = new int[1 << MOST_DIGIT_BITS];

    /** Time since the span's first nanosecond, and number of the entry, in one. */
    private long[] order = new long[2 * SMALL];

    private long[] spare = new long[2 * SMALL];
    private int entryBits;
    private int next;
    private int end;

    /** Of the next entry. */
    private int place;

    /** What was seen of the events when the span began; only so that they are looked at. */
    private int seen;

    boolean isOver() {
        return next == end;
    }

    int place() {
        return place;
    }

    int left() {
        return end - next;
    }

    /** Takes the next one out. */
    Object take(Shelves shelves) {
        Object event = shelves.clear(place);
        next++;
        find();
        return event;
    }

    private void find() {
        if (next < end) {
            place = load.place((int) order[next] & ((1 << entryBits) - 1));
        }
    }

    /** The span is over, or its entries are elsewhere. */
    void end(Shelves shelves) {
        shelves.free(load);
        next = 0;
        end = 0;
    }

    /**
     * Begins a span; the one before has been ended.
     *
     * @param bits how many bits a time of this span has beyond its first nanosecond
     * @return whether it is sorted; not when it has too many entries for its length, or older ones behind younger ones
     */
    boolean begin(Shelves shelves, long span, int bits) {
        shelves.unload(span, load);
        int count = load.size();
        entryBits = 32 - Integer.numberOfLeadingZeros(count);
        if (order.length < count) {
            order = new long[Integer.highestOneBit(count) * 2];
            spare = new long[order.length];
        }
        next = 0;
        end = count;
        boolean fits = bits + entryBits <= 62;
        boolean sorted = true;
        long first = span << bits;
        long all = 0;
        long before = -1;
        int shown = 0;
        for (int i = 0; i < count; i++) {
            int at = load.place(i);
            long since = fits ? shelves.time(at) - first : 0;
            long key = (since << entryBits) | i;
            order[i] = key;
            all |= since;
            sorted &= key > before;
            before = key;
            // one after the other they would each be waited for when their time comes; here they come together
            shown += shelves.event(at).getClass() == Object.class ? 1 : 0;
        }
        seen = shown;
        if (!sorted) {
            sort(count, 64 - Long.numberOfLeadingZeros(all));
        }
        find();
        return fits && isOldestFirst(shelves);
    }

    private void sort(int count, int bits) {
        int digits = (bits + MOST_DIGIT_BITS - 1) / MOST_DIGIT_BITS;
        if (count <= SMALL || digits > MOST_DIGITS) {
            Arrays.sort(order, 0, count);
            return;
        }
        int digitBits = (bits + digits - 1) / digits;
        for (int digit = 0; digit < digits; digit++) {
            sortBy(count, entryBits + digit * digitBits, (1 << digitBits) - 1);
        }
    }

    /** By one digit; where it is the same, the order stays. */
    private void sortBy(int count, int shift, int mask) {
        int[] to = starts;
        long[] from = order;
        long[] into = spare;
        Arrays.fill(to, 0, mask + 1, 0);
        for (int i = 0; i < count; i++) {
            to[(int) (from[i] >>> shift) & mask]++;
        }
        int sum = 0;
        for (int i = 0; i <= mask; i++) {
            int entries = to[i];
            to[i] = sum;
            sum += entries;
        }
        for (int i = 0; i < count; i++) {
            long key = from[i];
            into[to[(int) (key >>> shift) & mask]++] = key;
        }
        order = into;
        spare = from;
    }

    /** Entries of the same time came in the order of their sequence, unless somebody gives sequences in another order. */
    private boolean isOldestFirst(Shelves shelves) {
        int mask = (1 << entryBits) - 1;
        for (int i = 1; i < end; i++) {
            if (order[i] >>> entryBits == order[i - 1] >>> entryBits
                    && shelves.sequence(load.place((int) order[i] & mask))
                            < shelves.sequence(load.place((int) order[i - 1] & mask))) {
                return false;
            }
        }
        return true;
    }

    /** Clears entries that match; those that stay keep their order. */
    void removeIf(Shelves shelves, Predicate<Object> dropped) {
        int mask = (1 << entryBits) - 1;
        int kept = 0;
        for (int i = next; i < end; i++) {
            int at = load.place((int) order[i] & mask);
            if (dropped.test(shelves.event(at))) {
                shelves.clear(at);
            } else {
                order[kept++] = order[i];
            }
        }
        next = 0;
        end = kept;
        find();
    }

    @Override
    public String toString() {
        return left() + " left of a span of " + load.size() + ", " + seen + " of them plain objects";
    }
}
