package dev.sitefailover.simulation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The domain events of one cell as canonical bytes, and their SHA-256. Same events in the same order at the same
 * nanoseconds: same digest, on any JVM. Loop events never go in, so that replacing queue, timers or call pipeline
 * leaves the digest as it is.
 *
 * <p>The bytes: a header line; then per event kind and type, actor, nanoseconds since the event before, and two payloads
 * as variable-length integers of seven bits a byte (signed ones zigzag), and for a text its length in 8 bytes and UTF-8.
 * An event's number is its place. A type's number is given by a record with its name at its first use, so nothing
 * depends on who made which type first. Few bytes, because hashing is what a trace costs where the processor's SHA
 * instructions are not used yet.
 *
 * <p>Not safe for concurrent use. Numeric records allocate nothing. Memory is a few KiB, however long the run.
 */
public final class Trace {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NUMERIC_BYTES = 56;
    private static final int BLOCK = 2048;
    private static final int DEFINITION = 0;
    private static final int NUMERIC = 1;
    private static final int TEXT = 2;

    private final VirtualTime time;
    private final MessageDigest hash = sha256();
    private final byte[] block = new byte[BLOCK];
    private int used;
    private long events;
    private long last;
    private @Nullable TraceObserver observer;
    private boolean observesAll;
    private @Nullable TraceObserver companion;

    /** Types seen so far, hashed by name; a type's number is in {@link #numbers} at the same place. */
    private @Nullable TraceType[] types = new @Nullable TraceType[32];

    private int[] numbers = new int[32];
    private int known;

    /** The time of each record is read from {@code time}. */
    public Trace(VirtualTime time) {
        this.time = time;
        append("site-failover trace 1\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Shows {@code observer} the events whose type {@linkplain TraceType#explains() explains}; replaces any other. */
    public Trace observe(TraceObserver observer) {
        this.observer = observer;
        this.observesAll = false;
        return this;
    }

    /** Shows {@code observer} every event: to compare two runs. */
    public Trace observeAll(TraceObserver observer) {
        this.observer = observer;
        this.observesAll = true;
        return this;
    }

    /**
     * Shows {@code observer} the events whose type {@linkplain TraceType#explains() explains}, besides whoever else sees
     * them, now or later.
     */
    public Trace accompany(TraceObserver observer) {
        TraceObserver before = companion;
        companion = before == null
                ? observer
                : (number, nanos, type, actor, a, b, text) -> {
                    before.recorded(number, nanos, type, actor, a, b, text);
                    observer.recorded(number, nanos, type, actor, a, b, text);
                };
        return this;
    }

    /** An event at this nanosecond. The actor's number means what the cell makes it mean. */
    public void record(TraceType type, int actor, long a, long b) {
        numeric(NUMERIC, type, actor, a, b);
        show(type, actor, a, b, null);
        events++;
    }

    /** An event with a text. */
    public void record(TraceType type, int actor, String text) {
        record(type, actor, 0, 0, text);
    }

    /** An event with numbers and a text. */
    public void record(TraceType type, int actor, long a, long b, String text) {
        numeric(TEXT, type, actor, a, b);
        appendSized(text);
        show(type, actor, a, b, text);
        events++;
    }

    /** How many events have been recorded. */
    public long events() {
        return events;
    }

    /** SHA-256 over everything so far, in lower-case hex; recording may go on afterwards. */
    public String digest() {
        flush();
        try {
            return HexFormat.of().formatHex(((MessageDigest) hash.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's SHA-256 cannot be read midway", e);
        }
    }

    /** The digest of several cells: SHA-256 over their digests in the order given (that of the participants). */
    public static String total(List<String> digests) {
        MessageDigest all = sha256();
        for (String digest : digests) {
            all.update(HexFormat.of().parseHex(digest));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private void show(TraceType type, int actor, long a, long b, @Nullable String text) {
        TraceObserver shown = observer;
        if (shown != null && (observesAll || type.explains())) {
            shown.recorded(events, time.nanoTime(), type, actor, a, b, text);
        }
        TraceObserver also = companion;
        if (also != null && type.explains()) {
            also.recorded(events, time.nanoTime(), type, actor, a, b, text);
        }
    }

    /** Kind, type, actor and time since the record before; the record's number is its place. */
    private void numeric(int kind, TraceType type, int actor, long a, long b) {
        int number = number(type);
        if (used > BLOCK - NUMERIC_BYTES) {
            flush();
        }
        long now = time.nanoTime();
        int at = varint(used, (long) number << 2 | kind);
        at = varint(at, zigzag(actor));
        at = varint(at, now - last);
        at = varint(at, zigzag(a));
        used = varint(at, zigzag(b));
        last = now;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /** Seven bits a byte, low ones first; the high bit says that more follow. */
    private int varint(int at, long value) {
        long rest = value;
        int i = at;
        while ((rest & ~0x7FL) != 0) {
            block[i++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[i] = (byte) rest;
        return i + 1;
    }

    /** The number of a type in this trace; at its first use it is given one, and that is written. */
    @SuppressWarnings("ReferenceEquality") // the same object nearly always
    private int number(TraceType type) {
        int mask = types.length - 1;
        int i = type.name().hashCode() & mask;
        for (TraceType at = types[i]; at != null; at = types[i]) {
            if (at == type || at.name().equals(type.name())) {
                return numbers[i];
            }
            i = (i + 1) & mask;
        }
        types[i] = type;
        numbers[i] = known++;
        int number = numbers[i];
        if (used > BLOCK - NUMERIC_BYTES) {
            flush();
        }
        used = varint(used, (long) number << 2 | DEFINITION);
        appendSized(type.name());
        if (2 * known > types.length) {
            grow();
        }
        return number;
    }

    private void grow() {
        @Nullable TraceType[] oldTypes = types;
        int[] oldNumbers = numbers;
        types = new @Nullable TraceType[2 * oldTypes.length];
        numbers = new int[types.length];
        for (int old = 0; old < oldTypes.length; old++) {
            TraceType type = oldTypes[old];
            if (type != null) {
                int i = type.name().hashCode() & (types.length - 1);
                while (types[i] != null) {
                    i = (i + 1) & (types.length - 1);
                }
                types[i] = type;
                numbers[i] = oldNumbers[old];
            }
        }
    }

    private void appendSized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (used > BLOCK - 8) {
            flush();
        }
        LONGS.set(block, used, (long) bytes.length);
        used += 8;
        append(bytes);
    }

    private void append(byte[] bytes) {
        if (used + bytes.length > BLOCK) {
            flush();
        }
        if (bytes.length > BLOCK) {
            hash.update(bytes);
        } else {
            System.arraycopy(bytes, 0, block, used, bytes.length);
            used += bytes.length;
        }
    }

    private void flush() {
        hash.update(block, 0, used);
        used = 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
