package dev.sitefailover.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for the calls in flight when it began; each of them reports once when it leaves. */
final class Drain {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    // one more than the calls, so that it cannot end while they are still being counted
    private final AtomicInteger outstanding = new AtomicInteger(1);

    void joined() {
        outstanding.incrementAndGet();
    }

    void left() {
        if (outstanding.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}
