package dev.sitefailover.simulation;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * What one participant has applied at one site and another has not yet received: entries still within the lag one by
 * one, in order, and those a broken link holds up as a set, so that an outage of hours costs bits.
 */
final class Tail {
    /** No acknowledgement has arrived. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int NUMBER = 0;
    private static final int APPLIED_AT = 1;
    private static final int ACKNOWLEDGED_AT = 2;
    private static final int FIELDS = 3;

    /** Entries within the lag: a ring of triples. */
    private long[] ring = {};

    private int first;
    private int count;

    private final NumberSet heldUp = new NumberSet();
    private long oldestHeldUpAcknowledgement = NEVER;

    boolean isEmpty() {
        return count == 0 && heldUp.isEmpty();
    }

    void append(long number, long appliedAt) {
        if (count * FIELDS == ring.length) {
            grow();
        }
        int at = slot(count++);
        ring[at + NUMBER] = number;
        ring[at + APPLIED_AT] = appliedAt;
        ring[at + ACKNOWLEDGED_AT] = NEVER;
    }

    /** Notes when the client learnt of it, if the entry is here. */
    void acknowledged(long number, long at) {
        // The youngest are acknowledged first, so the search ends after a few steps.
        for (int i = count - 1; i >= 0; i--) {
            int slot = slot(i);
            if (ring[slot + NUMBER] == number) {
                ring[slot + ACKNOWLEDGED_AT] = Math.min(ring[slot + ACKNOWLEDGED_AT], at);
                return;
            }
        }
        if (heldUp.contains(number)) {
            oldestHeldUpAcknowledgement = Math.min(oldestHeldUpAcknowledgement, at);
        }
    }

    /** Moves on what was applied up to then: to the receiver when the link is open, else among what it holds up. */
    void settle(long appliedUpTo, boolean open, LongConsumer receiver) {
        if (open && !heldUp.isEmpty()) {
            heldUp.forEach(receiver);
            heldUp.clear();
            oldestHeldUpAcknowledgement = NEVER;
        }
        while (count > 0 && ring[first + APPLIED_AT] <= appliedUpTo) {
            long number = ring[first + NUMBER];
            if (open) {
                receiver.accept(number);
            } else {
                heldUp.add(number);
                oldestHeldUpAcknowledgement = Math.min(oldestHeldUpAcknowledgement, ring[first + ACKNOWLEDGED_AT]);
            }
            first = first + FIELDS == ring.length ? 0 : first + FIELDS;
            count--;
        }
    }

    void forEach(LongConsumer action) {
        heldUp.forEach(action);
        for (int i = 0; i < count; i++) {
            action.accept(ring[slot(i) + NUMBER]);
        }
    }

    /** When the client learnt of the entry it has known longest; {@link #NEVER} when it knows of none. */
    long oldestAcknowledgement() {
        long oldest = oldestHeldUpAcknowledgement;
        for (int i = 0; i < count; i++) {
            oldest = Math.min(oldest, ring[slot(i) + ACKNOWLEDGED_AT]);
        }
        return oldest;
    }

    /** These were purged: whether they arrive is of no consequence any more. Others may still be lost. */
    void forgetAcknowledgements(NumberSet purged) {
        boolean[] others = new boolean[1];
        heldUp.forEach(number -> others[0] |= !purged.contains(number));
        if (!others[0]) {
            oldestHeldUpAcknowledgement = NEVER;
        }
        for (int i = 0; i < count; i++) {
            int slot = slot(i);
            if (purged.contains(ring[slot + NUMBER])) {
                ring[slot + ACKNOWLEDGED_AT] = NEVER;
            }
        }
    }

    /** Those are not waited for any more. */
    void drop(LongPredicate arrived) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int from = slot(i);
            if (!arrived.test(ring[from + NUMBER])) {
                System.arraycopy(ring, from, ring, slot(left++), FIELDS);
            }
        }
        count = left;
        if (!heldUp.isEmpty()) {
            NumberSet still = new NumberSet();
            heldUp.forEach(number -> {
                if (!arrived.test(number)) {
                    still.add(number);
                }
            });
            heldUp.copyFrom(still);
            oldestHeldUpAcknowledgement = still.isEmpty() ? NEVER : oldestHeldUpAcknowledgement;
        }
    }

    void clear() {
        heldUp.clear();
        oldestHeldUpAcknowledgement = NEVER;
        first = 0;
        count = 0;
    }

    /** What it costs, in longs. */
    long words() {
        return ring.length + heldUp.words();
    }

    private int slot(int index) {
        int at = first + index * FIELDS;
        return at >= ring.length ? at - ring.length : at;
    }

    private void grow() {
        long[] larger = new long[Math.max(8 * FIELDS, 2 * ring.length)];
        int tail = ring.length - first;
        System.arraycopy(ring, first, larger, 0, tail);
        System.arraycopy(ring, 0, larger, tail, first);
        ring = larger;
        first = 0;
    }
}
