package dev.sitefailover.authority;

import dev.sitefailover.site.Epoch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** A counter that never goes back. */
final class InProcessAuthority implements SwitchAuthority {
    private final AtomicLong highest = new AtomicLong();

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public CompletionStage<Epoch> grant(Claim claim) {
        long last = claim.last().number();
        return CompletableFuture.completedFuture(
                new Epoch(highest.updateAndGet(granted -> Math.max(granted, last) + 1)));
    }
}
