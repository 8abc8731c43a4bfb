package dev.sitefailover.health;

import dev.sitefailover.runtime.EngineRuntime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One probe from its start to its one answer. It is its own flag, timeout and completion handler: three objects fewer
 * for every probe of every participant.
 */
final class Probe<C> extends AtomicBoolean implements Runnable, BiConsumer<@Nullable ProbeResult, @Nullable Throwable> {
    private static final long serialVersionUID = 1L;
    private static final VarHandle TIMEOUT;

    static {
        try {
            TIMEOUT = MethodHandles.lookup().findVarHandle(Probe.class, "timeout", EngineRuntime.Timer.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final transient SiteRounds<C> rounds;
    final long number;
    final transient @Nullable CompletableFuture<ProbeResult> waiting;
    final long startedAt;
    /** Calls failed: the site is asked again and again until its answers agree with what is known, or change it. */
    final boolean suspicious;

    @SuppressWarnings("unused") // written through TIMEOUT
    private transient volatile EngineRuntime.@Nullable Timer timeout;

    private transient volatile @Nullable FutureTask<?> work;
    private transient Blocking blocking = Blocking.QUEUED;

    Probe(
            SiteRounds<C> rounds,
            long number,
            @Nullable CompletableFuture<ProbeResult> waiting,
            long startedAt,
            boolean suspicious) {
        this.rounds = rounds;
        this.number = number;
        this.waiting = waiting;
        this.startedAt = startedAt;
        this.suspicious = suspicious;
    }

    void launch() {
        // who does not see it yet lets it fire in vain: no fence
        TIMEOUT.setRelease(
                this, rounds.runtime.schedule(rounds.settings.timeout().toNanos(), this));
        try {
            CompletionStage<C> client = rounds.clients.apply(rounds.site);
            if (client instanceof CompletableFuture<C> known && known.isDone() && !known.isCompletedExceptionally()) {
                ask(known.join());
            } else {
                client.whenComplete((opened, failure) -> {
                    if (failure != null) {
                        accept(null, failure);
                    } else {
                        ask(opened);
                    }
                });
            }
        } catch (Throwable e) {
            accept(null, e);
        }
    }

    private void ask(C client) {
        if (get()) {
            return; // the client came after the timeout; the next round uses it
        }
        try {
            if (rounds.probe.blocks()) {
                FutureTask<?> task = new FutureTask<>(() -> askBlocking(client), null);
                work = task;
                rounds.runtime.executor().execute(task);
            } else {
                rounds.probe.ask(client, rounds.site, this);
            }
        } catch (Throwable e) {
            accept(null, e);
        }
    }

    private void askBlocking(C client) {
        synchronized (this) {
            if (blocking != Blocking.QUEUED) {
                return;
            }
            blocking = Blocking.RUNNING;
        }
        try {
            rounds.probe.ask(client, rounds.site, this);
        } catch (Throwable e) {
            accept(null, e);
        } finally {
            cameBack();
        }
    }

    private synchronized void cameBack() {
        if (blocking == Blocking.HANGING) {
            rounds.hanging(-1);
        }
        blocking = Blocking.OVER;
    }

    private synchronized void outlived() {
        if (blocking == Blocking.RUNNING) {
            blocking = Blocking.HANGING;
            rounds.hanging(1);
        } else if (blocking == Blocking.QUEUED) {
            blocking = Blocking.OVER;
        }
    }

    /** The timeout. */
    @Override
    public void run() {
        if (get()) {
            return;
        }
        FutureTask<?> task = work;
        if (task != null) {
            outlived();
        }
        finish(rounds.silence);
        if (task != null) {
            task.cancel(true);
        }
    }

    @Override
    public void accept(@Nullable ProbeResult result, @Nullable Throwable failure) {
        if (result != null) {
            finish(result);
        } else {
            finish(failure == null ? ProbeResult.down("the probe answered null") : ProbeResult.of(failure));
        }
    }

    void finish(ProbeResult result) {
        if (get() || !compareAndSet(false, true)) {
            return;
        }
        EngineRuntime.Timer timer = timeout;
        if (timer != null) {
            timer.cancel();
        }
        rounds.answered(this, result);
        if (waiting != null) {
            waiting.complete(result);
        }
    }

    /** Keeps count of blocking probes that hold a thread beyond their timeout, so that they do not pile up. */
    private enum Blocking {
        /** Waits for a thread. */
        QUEUED,
        /** Has a thread and time left. */
        RUNNING,
        /** Has a thread beyond its timeout. */
        HANGING,
        /** Holds no thread any more. */
        OVER
    }
}
