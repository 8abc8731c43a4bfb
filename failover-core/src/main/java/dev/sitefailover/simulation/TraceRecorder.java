package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of one run, so that two runs that should have been the same can be compared: about 40 bytes an event, the
 * first {@code limit} of them. Not safe for concurrent use.
 */
public final class TraceRecorder implements TraceObserver {
    private static final int LONGS = 4;

    private final int limit;
    private final Map<Integer, String> texts = new LinkedHashMap<>();
    private @Nullable TraceType[] types = new @Nullable TraceType[256];
    private long[] values = new long[LONGS * 256];
    private int size;
    private long first;
    private long seen;

    /** Keeps the first {@code limit} events it is shown. */
    public TraceRecorder(int limit) {
        this.limit = limit;
    }

    /** Keeps the first four million. */
    public TraceRecorder() {
        this(4_000_000);
    }

    @Override
    public void recorded(long number, long nanos, TraceType type, int actor, long a, long b, @Nullable String text) {
        if (seen++ == 0) {
            first = number;
        }
        if (size == limit) {
            return;
        }
        if (size == types.length) {
            types = Arrays.copyOf(types, 2 * size);
            values = Arrays.copyOf(values, 2 * LONGS * size);
        }
        types[size] = type;
        int at = LONGS * size;
        values[at] = nanos;
        values[at + 1] = actor;
        values[at + 2] = a;
        values[at + 3] = b;
        if (text != null) {
            texts.put(size, text);
        }
        size++;
    }

    /** How many events are kept. */
    public int size() {
        return size;
    }

    /** How many events it was shown, kept or not. */
    public long seen() {
        return seen;
    }

    /** The kept event at {@code index}, from 0. */
    public TraceRecord get(int index) {
        TraceType type = index < size ? types[index] : null;
        if (type == null) {
            throw new IndexOutOfBoundsException("index " + index + " of " + size);
        }
        int at = LONGS * index;
        return new TraceRecord(
                first + index,
                values[at],
                type.name(),
                (int) values[at + 1],
                values[at + 2],
                values[at + 3],
                texts.get(index));
    }
}
