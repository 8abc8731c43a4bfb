package dev.sitefailover.routing;

import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Health;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches over calls that are outstanding while none completes. It costs a call nothing: a timer runs only while
 * several calls are outstanding, and reads what the deadline lists and the slots know anyway.
 */
final class SilenceWatch implements Runnable {
    /** A silence longer than this many limits is never taken for harmless. */
    private static final int PATIENCE = 4;
    /** Half of what was learned of a site's pauses is forgotten in this time. */
    private static final long FORGETTING = 600_000_000_000L;

    private final EngineRuntime runtime;
    private final SilenceSettings settings;
    private final long limit;
    private final CallTable calls;
    private final Supplier<? extends @Nullable Route<?>> route;
    private final Router.Evidence evidence;
    private final AtomicBoolean armed = new AtomicBoolean();

    // by one tick at a time
    private long watched = -1;
    private long dueAt;
    private long since = Pulse.NEVER;
    private long blind;
    private long aliveAt = Pulse.NEVER;
    private long lastSilence;
    private long harmless;
    private long harmlessAt;
    private @Nullable CompletableFuture<ProbeResult> probe;
    private long askedAt;

    SilenceWatch(
            EngineRuntime runtime,
            SilenceSettings settings,
            CallTable calls,
            Supplier<? extends @Nullable Route<?>> route,
            Router.Evidence evidence) {
        this.runtime = runtime;
        this.settings = settings;
        this.limit = settings.limit().toNanos();
        this.calls = calls;
        this.route = route;
        this.evidence = evidence;
    }

    /** Several calls are outstanding, the last since now; called under a list's lock. */
    void busy() {
        begin(limit / 2);
    }

    /** Several calls are outstanding, nobody knows since when. */
    void busyAlready() {
        begin(0);
    }

    private void begin(long firstLook) {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            next(runtime.nanoTime(), firstLook);
        }
    }

    @Override
    public void run() {
        long now = runtime.nanoTime();
        Route<?> to = route.get();
        Pulse pulse = to == null ? null : calls.pulse(to.epoch().number());
        if (to == null
                || pulse == null
                || pulse.outstanding() < settings.outstanding()
                || pulse.answers() < settings.answers()) {
            learn(now);
            calm();
            armed.set(false); // the next call that finds several outstanding arms it again
            return;
        }
        if (watched != to.epoch().number()) {
            watched = to.epoch().number();
            harmless = 0;
            aliveAt = Pulse.NEVER;
            calm();
        }
        next(runtime.nanoTime(), look(to, pulse, now));
    }

    /** Judges the silence; returns when to look again. */
    private long look(Route<?> to, Pulse pulse, long now) {
        long start = aliveAt == Pulse.NEVER ? pulse.silentSince() : Math.max(pulse.silentSince(), aliveAt);
        if (start != since) {
            learn(now);
            calm();
            since = start;
        }
        long threshold = threshold(pulse, now);
        if (now - dueAt > threshold / 4) {
            blind += now - dueAt; // it was this process that stood still
        }
        long silence = now - start - blind;
        lastSilence = Math.max(lastSilence, silence);
        if (silence < threshold / 2) {
            return threshold / 2 - silence;
        }
        CompletableFuture<ProbeResult> asked = probe;
        if (asked == null) {
            probe = evidence.suspect(to).toCompletableFuture();
            askedAt = now;
        } else if (asked.isDone() && asked.join().health() != Health.DOWN) {
            aliveAt = now; // it does answer: these calls are slow, or lost one by one, and their deadlines will tell
        } else if (silence >= threshold && (asked.isDone() || now - askedAt >= threshold / 4)) {
            evidence.lost(
                    to,
                    pulse.outstanding() + " calls and a probe are outstanding and none was answered for "
                            + silence / 1_000_000 + " ms");
            return threshold;
        }
        // where calls come one by one, enough of them are outstanding only when the first has waited for long
        long patience = Math.max(threshold - silence, askedAt + threshold / 4 - now);
        return Math.max(1, Math.min(threshold / 8, patience));
    }

    private long threshold(Pulse pulse, long now) {
        double remembered = harmless / (1.0 + Math.max(0, now - harmlessAt) / (double) FORGETTING);
        long learned = Math.min((long) (1.5 * remembered), PATIENCE * limit);
        return Math.max(Math.max(limit, learned), (long) (settings.gaps() * pulse.usualGap()));
    }

    /** The silence that was being watched is over by itself. */
    private void learn(long now) {
        if (probe != null && lastSilence > harmless) {
            harmless = lastSilence;
            harmlessAt = now;
        }
    }

    private void calm() {
        probe = null;
        blind = 0;
        lastSilence = 0;
        since = Pulse.NEVER;
    }

    private void next(long now, long delay) {
        dueAt = now + delay;
        runtime.after(delay, this);
    }
}
