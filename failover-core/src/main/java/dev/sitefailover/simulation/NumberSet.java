package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A set of submission numbers that costs next to nothing while they come in order: a high-water mark below which every
 * number is in, and one bit per number in pages of 512 for what lies above a gap. Numbers are 1 or more.
 */
final class NumberSet {
    private static final int WORDS = 8;
    private static final int SHIFT = 9;
    private static final long[] FULL = full();

    /** Every number from 1 up to this one is in the set; pages hold only higher ones. */
    private long highWaterMark;

    private long size;
    private int used;
    private long[] ids = {};
    private long[][] pages = {};

    boolean isEmpty() {
        return size == 0;
    }

    long size() {
        return size;
    }

    boolean contains(long number) {
        if (number <= highWaterMark) {
            return number >= 1;
        }
        int at = find(number >>> SHIFT);
        return at >= 0 && (pages[at][word(number)] & bit(number)) != 0;
    }

    /** Adds the number; false when it was in already. */
    boolean add(long number) {
        if (number == highWaterMark + 1) {
            if (used == 0) {
                highWaterMark = number;
                size++;
                return true;
            }
            return addAtMark(number);
        }
        return addAbove(number);
    }

    private boolean addAtMark(long number) {
        if (contains(number)) {
            return false;
        }
        highWaterMark = number;
        size++;
        while (used > 0 && contains(highWaterMark + 1)) {
            highWaterMark++;
            if (highWaterMark >>> SHIFT > ids[0]) {
                dropFirstPage();
            }
        }
        if (used > 0 && highestOfFirstPage() <= highWaterMark) {
            dropFirstPage();
        }
        return true;
    }

    private boolean addAbove(long number) {
        if (contains(number)) {
            return false;
        }
        if (number < 1) {
            throw new IllegalArgumentException("number must be >= 1, was " + number);
        }
        long id = number >>> SHIFT;
        int at = find(id);
        if (at < 0) {
            at = insertPage(-at - 1, id);
        }
        long[] page = pages[at];
        page[word(number)] |= bit(number);
        size++;
        if (Arrays.equals(page, FULL)) {
            pages[at] = FULL;
        }
        return true;
    }

    void clear() {
        highWaterMark = 0;
        size = 0;
        used = 0;
        ids = new long[0];
        pages = new long[0][];
    }

    void copyFrom(NumberSet other) {
        highWaterMark = other.highWaterMark;
        size = other.size;
        used = other.used;
        ids = Arrays.copyOf(other.ids, used);
        pages = new long[used][];
        for (int i = 0; i < used; i++) {
            long[] page = other.pages[i];
            pages[i] = page == FULL ? FULL : page.clone();
        }
    }

    /** Every number in ascending order. */
    void forEach(LongConsumer action) {
        for (long number = 1; number <= highWaterMark; number++) {
            action.accept(number);
        }
        for (int i = 0; i < used; i++) {
            long first = ids[i] << SHIFT;
            for (int w = 0; w < WORDS; w++) {
                for (long bits = pages[i][w]; bits != 0; bits &= bits - 1) {
                    long number = first + 64L * w + Long.numberOfTrailingZeros(bits);
                    if (number > highWaterMark) {
                        action.accept(number);
                    }
                }
            }
        }
    }

    /** The longs held: what the set costs, in words. */
    long words() {
        long words = 3 + 2L * ids.length;
        for (int i = 0; i < used; i++) {
            words += pages[i] == FULL ? 0 : WORDS;
        }
        return words;
    }

    private int find(long id) {
        if (used == 0 || id > ids[used - 1]) {
            return -used - 1;
        }
        return id == ids[used - 1] ? used - 1 : Arrays.binarySearch(ids, 0, used, id);
    }

    private int insertPage(int at, long id) {
        if (used == ids.length) {
            int capacity = used + Math.max(2, used / 4);
            ids = Arrays.copyOf(ids, capacity);
            pages = Arrays.copyOf(pages, capacity);
        }
        System.arraycopy(ids, at, ids, at + 1, used - at);
        System.arraycopy(pages, at, pages, at + 1, used - at);
        ids[at] = id;
        pages[at] = new long[WORDS];
        used++;
        return at;
    }

    private long highestOfFirstPage() {
        for (int w = WORDS - 1; w >= 0; w--) {
            long bits = pages[0][w];
            if (bits != 0) {
                return (ids[0] << SHIFT) + 64L * w + 63 - Long.numberOfLeadingZeros(bits);
            }
        }
        return 0;
    }

    private void dropFirstPage() {
        used--;
        System.arraycopy(ids, 1, ids, 0, used);
        System.arraycopy(pages, 1, pages, 0, used);
        pages[used] = FULL;
    }

    private static int word(long number) {
        return (int) (number >>> 6) & (WORDS - 1);
    }

    private static long bit(long number) {
        return 1L << number;
    }

    private static long[] full() {
        long[] page = new long[WORDS];
        Arrays.fill(page, -1L);
        return page;
    }
}
