package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All calls in flight: a stripe per processor, in it a deadline list per timeout in use. */
final class CallTable {
    private final EngineRuntime runtime;
    private final Stripe[] stripes;

    CallTable(EngineRuntime runtime) {
        this.runtime = runtime;
        // a power of two; one under virtual time, where the thread must not matter
        stripes = new Stripe[Integer.highestOneBit(Math.max(1, runtime.parallelism()) * 2 - 1)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
    }

    DeadlineList list(long timeoutNanos) {
        Stripe stripe = stripes[(int) Thread.currentThread().getId() & (stripes.length - 1)];
        for (DeadlineList list : stripe.lists) {
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

        synchronized DeadlineList grow(long timeoutNanos) {
            for (DeadlineList list : lists) {
                if (list.timeoutNanos() == timeoutNanos) {
                    return list;
                }
            }
            DeadlineList added = new DeadlineList(runtime, timeoutNanos);
            List<DeadlineList> grown = new ArrayList<>(lists);
            grown.add(added);
            lists = grown;
            return added;
        }
    }
}
