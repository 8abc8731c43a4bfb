package dev.sitefailover.examples.standin.store;

import java.util.Arrays;

/** A set of numbers kept as ranges in ascending order that do not touch. Not safe for use by several threads. */
public final class Ranges {
    private long[] from = {};
    private long[] to = {};
    private int count;

    /** How many ranges there are. */
    public int count() {
        return count;
    }

    /** Where range {@code i} starts. */
    public long from(int i) {
        return from[i];
    }

    /** Where range {@code i} ends, included. */
    public long to(int i) {
        return to[i];
    }

    /** How many numbers there are. */
    public long size() {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += to[i] - from[i] + 1;
        }
        return size;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public boolean contains(long number) {
        int at = firstEndingAtOrAfter(number);
        return at < count && from[at] <= number;
    }

    /** Adds a number; false when it was in already. */
    public boolean add(long number) {
        if (contains(number)) {
            return false;
        }
        add(number, number);
        return true;
    }

    /** Adds all numbers from the first to the last. */
    public void add(long first, long last) {
        // All ranges that overlap or touch [first, last] become one.
        int low = first == Long.MIN_VALUE ? 0 : firstEndingAtOrAfter(first - 1);
        int high = low;
        long newFrom = first;
        long newTo = last;
        while (high < count && (last == Long.MAX_VALUE || from[high] <= last + 1)) {
            newFrom = Math.min(newFrom, from[high]);
            newTo = Math.max(newTo, to[high]);
            high++;
        }
        splice(low, high, 1);
        from[low] = newFrom;
        to[low] = newTo;
    }

    public void addAll(Ranges other) {
        for (int i = 0; i < other.count; i++) {
            add(other.from[i], other.to[i]);
        }
    }

    /** Removes all numbers from the first to the last. */
    public void remove(long first, long last) {
        int low = firstEndingAtOrAfter(first);
        int high = low;
        while (high < count && from[high] <= last) {
            high++;
        }
        if (low == high) {
            return;
        }
        long leftFrom = from[low];
        long rightTo = to[high - 1];
        boolean left = leftFrom < first;
        boolean right = rightTo > last;
        splice(low, high, (left ? 1 : 0) + (right ? 1 : 0));
        int at = low;
        if (left) {
            from[at] = leftFrom;
            to[at++] = first - 1;
        }
        if (right) {
            from[at] = last + 1;
            to[at] = rightTo;
        }
    }

    public void removeAll(Ranges other) {
        for (int i = 0; i < other.count; i++) {
            remove(other.from[i], other.to[i]);
        }
    }

    /** The numbers that are here and not there. */
    public Ranges minus(Ranges other) {
        Ranges rest = copy();
        rest.removeAll(other);
        return rest;
    }

    public Ranges copy() {
        Ranges copy = new Ranges();
        copy.from = Arrays.copyOf(from, count);
        copy.to = Arrays.copyOf(to, count);
        copy.count = count;
        return copy;
    }

    private int firstEndingAtOrAfter(long number) {
        if (count == 0 || number > to[count - 1]) {
            return count;
        }
        int at = Arrays.binarySearch(to, 0, count, number);
        return at >= 0 ? at : -at - 1;
    }

    /** Replaces the ranges from low up to high, excluded, by that many whose ends are still to be set. */
    private void splice(int low, int high, int by) {
        int wanted = count - (high - low) + by;
        if (wanted > from.length) {
            int capacity = Math.max(8, wanted + wanted / 2);
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
        }
        System.arraycopy(from, high, from, low + by, count - high);
        System.arraycopy(to, high, to, low + by, count - high);
        count = wanted;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(from[i]);
            if (to[i] > from[i]) {
                text.append('-').append(to[i]);
            }
        }
        return text.append(']').toString();
    }
}
