package dev.sitefailover.examples.e08_fix;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The orders a site holds, and how often each took effect: more than once is what must never happen. */
final class OrderBook {
    private final Map<String, Integer> applied = new ConcurrentSkipListMap<>();
    private final AtomicInteger recognised = new AtomicInteger();

    /** Applies an order, unless its sender says that it may be a duplicate and it is one. */
    void apply(String id, boolean possibleDuplicate) {
        if (possibleDuplicate && applied.containsKey(id)) {
            recognised.incrementAndGet();
        } else {
            applied.merge(id, 1, Integer::sum);
        }
    }

    int times(String id) {
        return applied.getOrDefault(id, 0);
    }

    boolean holds(String id) {
        return applied.containsKey(id);
    }

    /** What the other site knows by replication. */
    void replicate(String id) {
        applied.putIfAbsent(id, 1);
    }

    /** Possible duplicates that were duplicates. */
    int recognised() {
        return recognised.get();
    }

    int doubled() {
        return (int) applied.values().stream().filter(times -> times > 1).count();
    }

    int missing(Collection<String> ids) {
        return (int) ids.stream().filter(id -> !holds(id)).count();
    }
}
