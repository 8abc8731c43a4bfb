package dev.sitefailover.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots, found by their owner's thread. A thread has one at most; it is dropped when the thread has ended or its
 * route has gone. Virtual threads get none: there may be millions, each for one call, and they go the long way; except
 * where one thread runs at a time, and what happens must not depend on what the platform makes threads of. Finding
 * one's own slot takes no lock; everything else is under the table's.
 */
final class SlotTable<C> {
    /** A thread looks at so many places for its slot. */
    private static final int PROBES = 8;

    private static final int FIRST_SIZE = 64;
    /** With more threads than fit, some go the long way. */
    private static final int LARGEST_SIZE = 1 << 16;

    private final SilenceSettings silence;
    private final boolean oneAtATime;
    /** Written under the lock. A thread that reads without it looks for its own slot, which it put there itself. */
    private volatile @Nullable Slot<C>[] places = empty(FIRST_SIZE);
    /**
     * Of the places; a number less on the way to the slot. Written after them and read before them, so that it never reaches
     * beyond. Whoever reads between the two may miss its own slot, and finds it under the lock.
     */
    private volatile int mask = FIRST_SIZE - 1;

    // guarded by this
    private @Nullable Beat beat;
    private long made;
    private volatile int size;

    SlotTable(SilenceSettings silence, boolean oneAtATime) {
        this.silence = silence;
        this.oneAtATime = oneAtATime;
    }

    @Nullable
    Slot<C> find(Thread owner) {
        int within = mask;
        @Nullable Slot<C>[] all = places;
        int from = (int) owner.getId();
        for (int i = 0; i < PROBES; i++) {
            Slot<C> slot = all[(from + i) & within];
            if (slot != null && slot.refersTo(owner)) {
                return slot;
            }
        }
        return null;
    }

    /**
     * A slot for the calling thread on that route instead of the one it may have had; null when it gets none.
     *
     * @param before the one it has found; null: none, but others may just be making room
     */
    @Nullable
    @SuppressWarnings("ReferenceEquality") // a route is published once, also in an epoch it had before
    Slot<C> make(@Nullable Slot<C> before, Route<C> route) {
        Thread owner = Thread.currentThread();
        if (!oneAtATime && Threads.isVirtual(owner)) {
            return null;
        }
        synchronized (this) {
            Slot<C> had = before;
            if (had == null) {
                had = find(owner);
                if (had != null && had.isTaken()) {
                    return null; // a call from inside a call
                }
                if (had != null && had.route == route) {
                    return had;
                }
            }
            if (had != null) {
                drop(had);
            }
            Beat of = beat;
            if (of == null || of.epoch() != route.epoch().number()) {
                of = new Beat(route.epoch().number(), silence);
                beat = of;
            }
            Slot<C> slot = new Slot<>(owner, route, of, made++);
            if (!place(places, slot, owner)) {
                dropEnded();
                if (!place(places, slot, owner) && !grow(slot, owner)) {
                    route.guard().close(slot.tally);
                    return null;
                }
            }
            size++;
            return slot;
        }
    }

    /** Approximately, for whoever has no lock. */
    boolean isEmpty() {
        return size == 0;
    }

    /** In the order in which they were made. */
    synchronized List<Slot<C>> all() {
        if (size == 0) {
            return List.of();
        }
        List<Slot<C>> all = new ArrayList<>();
        for (Slot<C> slot : places) {
            if (slot != null) {
                all.add(slot);
            }
        }
        all.sort(Comparator.comparingLong(slot -> slot.number));
        return all;
    }

    /** Calls in flight that have not been given up. */
    synchronized int inFlight() {
        int calls = 0;
        for (Slot<C> slot : places) {
            if (slot != null && slot.outstanding() >= 0) {
                calls++;
            }
        }
        return calls;
    }

    /** Only a slot that is not in use, or whose owner's next look at the route will tell it that it is of no use. */
    @SuppressWarnings("ReferenceEquality")
    synchronized void drop(Slot<C> slot) {
        @Nullable Slot<C>[] all = places;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == slot) {
                all[i] = null;
                size--;
                count(slot, slot.seenAt);
                slot.route.guard().close(slot.tally);
                return;
            }
        }
    }

    /** Adds how the site answers in that epoch, and which calls are outstanding there. */
    synchronized void addTo(Pulse sum, long epoch, long now) {
        for (Slot<C> slot : all()) {
            count(slot, now);
            long call = slot.outstanding();
            if (call >= 0 && slot.route.epoch().number() == epoch) {
                long startedAt = slot.startedAtOf();
                if (slot.isStill(call)) {
                    sum.outstandingSince(startedAt == Slot.UNTIMED ? seenAt(slot, call, now) : startedAt);
                }
            }
        }
        Beat of = beat;
        if (of != null && of.epoch() == epoch) {
            of.addTo(sum);
        }
    }

    /** When that call, in flight now, was first seen to be. */
    synchronized long seenAt(Slot<C> slot, long call, long now) {
        if (slot.seen != call) {
            slot.seen = call;
            slot.seenAt = now;
        }
        return slot.seenAt;
    }

    private void count(Slot<C> slot, long now) {
        long timed = slot.timedAnswers();
        long untimed = slot.untimedAnswersSoFar();
        if (timed != slot.taken || untimed != slot.untimedTaken) {
            slot.beat.count(timed - slot.taken, untimed - slot.untimedTaken, now);
            slot.taken = timed;
            slot.untimedTaken = untimed;
        }
    }

    /** A thread that has ended left its last call before. */
    private void dropEnded() {
        all().stream().filter(slot -> !slot.isOwned()).forEach(this::drop);
    }

    private boolean grow(Slot<C> added, Thread owner) {
        for (int twice = 2 * places.length; twice <= LARGEST_SIZE; twice *= 2) {
            @Nullable Slot<C>[] larger = empty(twice);
            boolean fits = place(larger, added, owner);
            for (Slot<C> slot : all()) {
                Thread of = slot.get();
                fits &= of == null || place(larger, slot, of);
            }
            if (fits) {
                places = larger;
                mask = twice - 1;
                return true;
            }
        }
        return false;
    }

    private static <C> boolean place(@Nullable Slot<C>[] in, Slot<C> slot, Thread owner) {
        int from = (int) owner.getId();
        for (int i = 0; i < PROBES; i++) {
            int at = (from + i) & (in.length - 1);
            if (in[at] == null) {
                in[at] = slot;
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <C> @Nullable Slot<C>[] empty(int size) {
        return new Slot[size];
    }
}
