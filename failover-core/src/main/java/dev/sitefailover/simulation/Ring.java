package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Days in a circle, each a list of entries, newest first; and the pool the entries live in. Keys lie side by side in one
 * long[], lists are chains of numbers, and no reference is ever moved, so that neither allocation nor the collector's
 * barriers cost anything per event. An entry freed is the next one used, because it is still in the cache.
 */
final class Ring {
    /** No entry. */
    static final int NONE = 0;

    private static final int SMALLEST = 128;

    /** The newest entry of each day; {@link #NONE} for an empty one. */
    private int[] newest = new int[0];

    /** Time and sequence of entry i at 2i and 2i+1; entry 0 is never used. */
    private long[] keys = new long[0];

    /** The next older one of the same day, or the next free one. */
    private int[] older = new int[0];

    private @Nullable Object[] events = new @Nullable Object[0];
    private int free = NONE;
    private int used = 1;
    private int size;

    /** Entries that are in a day. */
    int size() {
        return size;
    }

    /** How many days there are; a power of two, or 0 before the first {@link #turn}. */
    int days() {
        return newest.length;
    }

    long time(int entry) {
        return keys[2 * entry];
    }

    long sequence(int entry) {
        return keys[2 * entry + 1];
    }

    Object event(int entry) {
        Object event = events[entry];
        if (event == null) {
            throw new IllegalStateException("entry " + entry + " is free");
        }
        return event;
    }

    /** Puts a new entry into a day; days beyond the last are those at the beginning again. */
    void add(long day, long time, long sequence, Object event) {
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            if (entry >= older.length) {
                grow();
            }
        } else {
            free = older[entry];
        }
        keys[2 * entry] = time;
        keys[2 * entry + 1] = sequence;
        events[entry] = event;
        link(day, entry);
    }

    private void grow() {
        int capacity = Math.max(SMALLEST, 2 * older.length);
        keys = Arrays.copyOf(keys, 2 * capacity);
        older = Arrays.copyOf(older, capacity);
        events = Arrays.copyOf(events, capacity);
    }

    /** Puts an entry that is in no day into one. */
    void link(long day, int entry) {
        int place = (int) day & (newest.length - 1);
        older[entry] = newest[place];
        newest[place] = entry;
        size++;
    }

    /** The first day from that one on that has an entry; only when {@link #size()} is not 0. */
    long firstFrom(long day) {
        int[] heads = newest;
        int mask = heads.length - 1;
        long found = day;
        while (heads[(int) found & mask] == NONE) {
            found++;
        }
        return found;
    }

    /** The newest entry of a day that is begun: all of them leave it, and {@link #olderThan} tells the others. */
    int take(long day) {
        int place = (int) day & (newest.length - 1);
        int entry = newest[place];
        newest[place] = NONE;
        return entry;
    }

    /** The next older one of the same day; {@link #NONE} after the oldest. */
    int olderThan(int entry) {
        size--;
        return older[entry];
    }

    /** Gives an entry that is in no day back and returns its event. */
    Object release(int entry) {
        Object event = event(entry);
        events[entry] = null;
        older[entry] = free;
        free = entry;
        return event;
    }

    /** Empties all days and makes them as many as that; their entries, oldest of each day first, leave after {@code first}. */
    int[] turn(int days, int[] first, int count) {
        int[] all = Arrays.copyOf(first, count + size);
        int filled = count;
        for (int head : newest) {
            int start = filled;
            for (int entry = head; entry != NONE; entry = older[entry]) {
                all[filled++] = entry;
            }
            Today.reverse(all, start, filled);
        }
        if (days == newest.length) {
            Arrays.fill(newest, NONE);
        } else {
            newest = new int[days];
        }
        size = 0;
        return all;
    }

    /** How many entries there have ever been at once. */
    int capacity() {
        return used - 1;
    }

    /** Times of entries in use, of about that part of all, from {@code count} on; returns where it ended. */
    int sample(long[] times, int count, double part) {
        double step = Math.max(1, 1 / part);
        int filled = count;
        for (double at = 1; at < used && filled < times.length; at += step) {
            if (events[(int) at] != null) {
                times[filled++] = keys[2 * (int) at];
            }
        }
        return filled;
    }

    /** Releases entries that match; those that stay keep their order. */
    void removeIf(Predicate<Object> dropped) {
        for (int place = 0; place < newest.length; place++) {
            int last = NONE;
            int entry = newest[place];
            while (entry != NONE) {
                int next = older[entry];
                if (dropped.test(event(entry))) {
                    if (last == NONE) {
                        newest[place] = next;
                    } else {
                        older[last] = next;
                    }
                    release(entry);
                    size--;
                } else {
                    last = entry;
                }
                entry = next;
            }
        }
    }
}
