package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles what is in doubt by enquiry, through the router like any other read-only call: one round at a time, a few
 * enquiries at once, and again at intervals while entries stay open. Safe for use by several threads.
 *
 * @param <C> the client type
 */
public final class Reconciliation<C> {
    private static final Operation ENQUIRY = Operation.readOnly("reconcile");
    private static final int AT_ONCE = 8;

    private final EngineRuntime runtime;
    private final Router<C> router;
    private final Map<String, Reconciler<? super C>> reconcilers;
    private final long everyNanos;
    private final Absences absences;
    private final BiConsumer<InDoubtEntry, Finding> settled;
    private @Nullable CompletableFuture<List<InDoubtEntry>> round;
    private boolean armed;
    private boolean closed;

    /** @param settled hears of every entry an enquiry settled; be short */
    public Reconciliation(
            EngineRuntime runtime,
            Router<C> router,
            Map<String, Reconciler<? super C>> reconcilers,
            CallSettings settings,
            BiConsumer<InDoubtEntry, Finding> settled) {
        this.runtime = runtime;
        this.router = router;
        this.reconcilers = new LinkedHashMap<>(reconcilers);
        this.everyNanos = settings.reconcileEvery().toNanos();
        this.absences = new Absences(settings.absentAfter());
        this.settled = settled;
    }

    /** Enquires about every open entry now, or joins the round under way; completes with all that stays open. */
    public CompletionStage<List<InDoubtEntry>> now() {
        CompletableFuture<List<InDoubtEntry>> mine = new CompletableFuture<>();
        synchronized (this) {
            if (round != null) {
                return round.minimalCompletionStage();
            }
            round = mine;
        }
        Queue<InDoubtEntry> todo = new ArrayDeque<>();
        for (InDoubtEntry entry : router.register().entries()) {
            if (reconcilers.containsKey(entry.operation().name())) {
                todo.add(entry);
            }
        }
        new Round(todo, mine).begin();
        return mine.minimalCompletionStage();
    }

    /** There is something in doubt: look into it at the next interval. */
    public synchronized void arm() {
        if (!armed && !closed) {
            armed = true;
            runtime.schedule(everyNanos, this::interval);
        }
    }

    public synchronized void close() {
        closed = true;
    }

    private void interval() {
        synchronized (this) {
            armed = false;
            if (closed) {
                return;
            }
        }
        if (!router.register().isEmpty()) {
            if (router.isRouted()) {
                now();
            }
            arm();
        }
    }

    private CompletionStage<Finding> find(Reconciler<? super C> reconciler, C client, InDoubtEntry entry) {
        if (!reconciler.blocks()) {
            return reconciler.find(client, entry);
        }
        CompletableFuture<Finding> found = new CompletableFuture<>();
        runtime.executor().execute(() -> {
            try {
                reconciler.find(client, entry).whenComplete((finding, error) -> {
                    if (error == null) {
                        found.complete(finding);
                    } else {
                        found.completeExceptionally(error);
                    }
                });
            } catch (Throwable t) {
                found.completeExceptionally(t);
            }
        });
        return found;
    }

    private final class Round {
        private final Queue<InDoubtEntry> todo;
        private final CompletableFuture<List<InDoubtEntry>> done;
        private int outstanding = 1;

        Round(Queue<InDoubtEntry> todo, CompletableFuture<List<InDoubtEntry>> done) {
            this.todo = todo;
            this.done = done;
        }

        void begin() {
            for (int i = 0; i < AT_ONCE; i++) {
                next();
            }
            ended();
        }

        private void next() {
            InDoubtEntry entry;
            synchronized (this) {
                entry = todo.poll();
                if (entry == null) {
                    return;
                }
                outstanding++;
            }
            Reconciler<? super C> reconciler = reconcilers.get(entry.operation().name());
            Function<C, CompletionStage<Finding>> enquiry =
                    client -> find(java.util.Objects.requireNonNull(reconciler), client, entry);
            router.<Finding>tryCallAsync(ENQUIRY, null, enquiry, outcome -> told(entry, outcome));
        }

        /** By way of the executor: outcomes that come at once must not nest thousands deep. */
        private void told(InDoubtEntry entry, Outcome<Finding> outcome) {
            try {
                runtime.executor().execute(() -> enquired(entry, outcome));
            } catch (RejectedExecutionException closed) {
                synchronized (this) {
                    todo.clear(); // what is left stays open
                }
                enquired(entry, outcome);
            }
        }

        private void enquired(InDoubtEntry entry, Outcome<Finding> outcome) {
            try {
                conclude(entry, outcome);
            } finally {
                next();
                ended();
            }
        }

        private void conclude(InDoubtEntry entry, Outcome<Finding> outcome) {
            Finding finding = absences.weigh(entry, outcome, runtime.nanoTime());
            if (router.register().settle(entry, finding)) {
                settled.accept(entry, finding);
            }
        }

        private void ended() {
            synchronized (this) {
                if (--outstanding > 0) {
                    return;
                }
            }
            synchronized (Reconciliation.this) {
                round = null;
            }
            done.complete(router.register().entries());
        }
    }
}
