package dev.sitefailover;

import dev.sitefailover.site.SiteFailoverException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A client being opened. The connector's method may block for as long as TCP does; once given up it is interrupted, and
 * as long as it holds its thread all the same it counts as hanging.
 */
final class Opening<C> extends CompletableFuture<C> {
    private final Supplier<? extends CompletionStage<C>> open;
    private final AtomicInteger hanging;
    private final FutureTask<?> task = new FutureTask<>(this::open, null);
    private boolean begun;
    private boolean givenUp;
    private boolean returned;

    Opening(Supplier<? extends CompletionStage<C>> open, AtomicInteger hanging) {
        this.open = open;
        this.hanging = hanging;
    }

    /** What the executor is to run. */
    Runnable task() {
        return task;
    }

    /** Nobody waits for it any more; idempotent. */
    void giveUp() {
        boolean never;
        synchronized (this) {
            if (givenUp || returned) {
                return;
            }
            givenUp = true;
            never = !begun;
            if (begun) {
                hanging.incrementAndGet();
            }
        }
        task.cancel(true);
        if (never) {
            completeExceptionally(new SiteFailoverException("given up before it began"));
        }
    }

    private void open() {
        synchronized (this) {
            if (givenUp) {
                return;
            }
            begun = true;
        }
        try {
            open.get().whenComplete((client, error) -> {
                if (error == null) {
                    complete(client);
                } else {
                    completeExceptionally(error);
                }
            });
        } catch (Throwable t) {
            completeExceptionally(t);
        } finally {
            cameBack();
        }
    }

    private synchronized void cameBack() {
        returned = true;
        if (givenUp) {
            hanging.decrementAndGet();
        }
    }
}
