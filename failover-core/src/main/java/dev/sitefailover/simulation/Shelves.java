package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shelves in a circle, each a chain of blocks of entries, in the order in which they were put there. An entry is written
 * once, behind the one before on its shelf, and read once, in a row with the others: memory that is in no cache is only
 * ever gone through, which costs a fraction of jumping about in it.
 */
final class Shelves {
    /** Entries of a block, in bits. */
    private static final int BITS = 6;

    private static final int BLOCK = 1 << BITS;
    private static final int SMALLEST = 64;

    /** The first block of each shelf, and where its next entry goes; 0 for an empty one, because block 0 is never used. */
    private final int[] firstBlock;

    private final int[] end;

    /** Time and sequence of the entry at place i at 2i and 2i+1. */
    private long[] keys = new long[2 * SMALLEST * BLOCK];

    private @Nullable Object[] events = new @Nullable Object[SMALLEST * BLOCK];

    /** The next block of the same shelf, or the next free one. */
    private int[] nextBlock = new int[SMALLEST];

    private int free;
    private int used = 1;
    private int size;

    /** That many; a power of two. */
    Shelves(int shelves) {
        firstBlock = new int[shelves];
        end = new int[shelves];
    }

    /** How many shelves there are. */
    int count() {
        return end.length;
    }

    /** Entries on shelves. */
    int size() {
        return size;
    }

    long time(int place) {
        return keys[2 * place];
    }

    long sequence(int place) {
        return keys[2 * place + 1];
    }

    Object event(int place) {
        Object event = events[place];
        if (event == null) {
            throw new IllegalStateException("place " + place + " is empty");
        }
        return event;
    }

    /** Takes the event from a place whose block is off its shelf. */
    Object clear(int place) {
        Object event = event(place);
        events[place] = null;
        return event;
    }

    /** Puts an entry onto a shelf; those beyond the last are those at the beginning again. */
    void put(long shelf, long time, long sequence, Object event) {
        int number = (int) shelf & (end.length - 1);
        int place = end[number];
        if ((place & (BLOCK - 1)) == 0) {
            place = anotherBlock(number, place);
        }
        keys[2 * place] = time;
        keys[2 * place + 1] = sequence;
        events[place] = event;
        end[number] = place + 1;
        size++;
    }

    /** For a shelf that is empty, or whose last block is full: then the place is just beyond it. */
    private int anotherBlock(int number, int place) {
        int block = free;
        if (block != 0) {
            free = nextBlock[block];
        } else {
            block = used++;
            if (block == nextBlock.length) {
                keys = Arrays.copyOf(keys, 2 * keys.length);
                events = Arrays.copyOf(events, 2 * events.length);
                nextBlock = Arrays.copyOf(nextBlock, 2 * nextBlock.length);
            }
        }
        if (place == 0) {
            firstBlock[number] = block;
        } else {
            nextBlock[(place - 1) >>> BITS] = block;
        }
        return block << BITS;
    }

    /** The first shelf from that one on that has an entry; only when {@link #size()} is not 0. */
    long firstFrom(long shelf) {
        int mask = end.length - 1;
        long found = shelf;
        while (end[(int) found & mask] == 0) {
            found++;
        }
        return found;
    }

    /** Takes all blocks off a shelf, and forgets how many entries that were. */
    Load unload(long shelf, Load into) {
        int number = (int) shelf & (end.length - 1);
        into.clear();
        int last = end[number] - 1;
        if (last >= 0) {
            int block = firstBlock[number];
            while (block != last >>> BITS) {
                into.add(block, BLOCK);
                block = nextBlock[block];
            }
            into.add(block, (last & (BLOCK - 1)) + 1);
        }
        end[number] = 0;
        size -= into.size;
        return into;
    }

    /** Gives blocks back that are off their shelf and whose places are empty. */
    void free(Load load) {
        for (int i = 0; i < load.blocks; i++) {
            nextBlock[load.block[i]] = free;
            free = load.block[i];
        }
        load.clear();
    }

    /** Times of about that part of all entries, in no order, from {@code count} on; returns where it ended. */
    int sample(long[] times, int count, double part) {
        double step = Math.max(1, 1 / part);
        int filled = count;
        for (double at = BLOCK; at < (double) used * BLOCK && filled < times.length; at += step) {
            if (events[(int) at] != null) {
                times[filled++] = keys[2 * (int) at];
            }
        }
        return filled;
    }

    /** How many places there are, in use or not. */
    int places() {
        return used << BITS;
    }

    /** Drops entries that match; those that stay keep their order. */
    void removeIf(Predicate<Object> dropped) {
        Load load = new Load();
        for (int shelf = 0; shelf < end.length; shelf++) {
            unload(shelf, load);
            for (int i = 0; i < load.size; i++) {
                int place = load.place(i);
                Object event = clear(place);
                if (!dropped.test(event)) {
                    put(shelf, time(place), sequence(place), event); // into other blocks: these are not free yet
                }
            }
            free(load);
        }
    }

    /** What was on one shelf, in its order. */
    static final class Load {
        private int[] block = new int[16];
        private int blocks;
        private int size;

        private void add(int number, int entries) {
            if (blocks == block.length) {
                block = Arrays.copyOf(block, 2 * blocks);
            }
            block[blocks++] = number;
            size += entries;
        }

        private void clear() {
            blocks = 0;
            size = 0;
        }

        int size() {
            return size;
        }

        int place(int entry) {
            return (block[entry >>> BITS] << BITS) | (entry & (BLOCK - 1));
        }
    }
}
