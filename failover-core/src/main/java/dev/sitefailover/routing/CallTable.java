package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The calls in flight that are in no slot: a stripe per processor, in it a deadline list per timeout in use. */
final class CallTable {
    private final EngineRuntime runtime;
    private final Stripe[] stripes;
    private final int busyFrom;
    private final Runnable busy;
    private final Others others;

    /** Calls in flight elsewhere, whose site is the same. */
    interface Others {
        void addTo(Pulse sum, long epoch);
    }

    /**
     * An empty table.
     *
     * @param busyFrom of so many calls outstanding, at least one stripe tells {@code busy}
     */
    CallTable(EngineRuntime runtime, int busyFrom, Runnable busy, Others others) {
        this.others = others;
        this.runtime = runtime;
        this.busy = busy;
        // a power of two; one under virtual time, where the thread must not matter
        stripes = new Stripe[Integer.highestOneBit(Math.max(1, runtime.parallelism()) * 2 - 1)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
        this.busyFrom = busyFrom == Integer.MAX_VALUE ? busyFrom : 1 + (busyFrom - 1) / stripes.length;
    }

    /** How the site answers in that epoch, and what is outstanding there. */
    Pulse pulse(long epoch) {
        Pulse sum = Pulse.sum(epoch);
        each(list -> list.addTo(sum, epoch));
        others.addTo(sum, epoch);
        return sum;
    }

    /** Takes back what may be sent again of the calls outstanding in that epoch or an older one. */
    List<WaitingRoom.Guest> recall(long epoch) {
        List<WaitingRoom.Guest> recalled = new ArrayList<>();
        each(list -> list.recall(epoch, recalled));
        return recalled;
    }

    DeadlineList list(long timeoutNanos) {
        Stripe stripe = stripes[stripes.length == 1 ? 0 : Threads.seat() & (stripes.length - 1)];
        List<DeadlineList> lists = stripe.lists;
        for (int i = 0; i < lists.size(); i++) { // once per call: without an iterator
            DeadlineList list = lists.get(i);
            if (list.timeoutNanos() == timeoutNanos) {
                return list;
            }
        }
        return stripe.grow(timeoutNanos);
    }

    /** Makes the calls up to that epoch part of the drain, and ends its counting. */
    Drain drain(long epoch, Drain drain) {
        each(list -> list.join(drain, call -> {
            Route<?> route = call.outstanding();
            return route != null && route.epoch().number() <= epoch;
        }));
        drain.left(); // the counting itself
        return drain;
    }

    void expireAll() {
        each(DeadlineList::expireAll);
    }

    /** As {@link #size()}, or a moment old. */
    int sizeAbout() {
        int size = 0;
        for (Stripe stripe : stripes) {
            size += stripe.calls();
        }
        return size;
    }

    int size() {
        int[] size = {0};
        each(list -> size[0] += list.size());
        return size[0];
    }

    private void each(Consumer<DeadlineList> action) {
        for (Stripe stripe : stripes) {
            for (DeadlineList list : stripe.lists) {
                action.accept(list);
            }
        }
    }

    private final class Stripe {
        /** Copied on write: timeouts are few and appear once. */
        private volatile List<DeadlineList> lists = List.of();

        private int calls() {
            int calls = 0;
            List<DeadlineList> all = lists;
            for (int i = 0; i < all.size(); i++) { // with every call: without an iterator
                calls += all.get(i).sizeAbout();
            }
            return calls;
        }

        synchronized DeadlineList grow(long timeoutNanos) {
            for (DeadlineList list : lists) {
                if (list.timeoutNanos() == timeoutNanos) {
                    return list;
                }
            }
            DeadlineList added = new DeadlineList(runtime, timeoutNanos, busyFrom, this::calls, busy);
            List<DeadlineList> grown = new ArrayList<>(lists);
            grown.add(added);
            lists = grown;
            return added;
        }
    }
}
