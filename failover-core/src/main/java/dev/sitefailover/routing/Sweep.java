package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Reads the slots for those who want something of calls in flight: deadlines, a drain, a site that was left, a watch
 * over silence. One timer for all of them, which runs from the first call until none was made for a while; it wakes up
 * before the first deadline that can come by then, so that no deadline is late and no call starts a timer.
 */
final class Sweep<C> implements Runnable {
    /** No timer runs; every call starts it. */
    private static final long NOTHING = Long.MAX_VALUE;
    /** No deadline is further away, so that sums of times stay in their range. */
    private static final long LONGEST = Duration.ofDays(366).toNanos();

    /** Where calls read no clock, deadlines are late by this share of a timeout at most. */
    private static final int SHARE_OF_TIMEOUT = 16;

    private final EngineRuntime runtime;
    private final SlotTable<C> table;
    private final Router<C> router;
    private final long longestPause;
    private final boolean sampled;
    private final int outstanding;
    private final Runnable busy;

    /** The timer that runs is in time for calls with this timeout or a longer one. */
    private volatile long covered = NOTHING;

    // guarded by the table
    private boolean waits;
    private long wakesAt;
    private EngineRuntime.Timer timer = () -> {};

    Sweep(
            EngineRuntime runtime,
            SlotTable<C> table,
            Router<C> router,
            SilenceSettings silence,
            CallSettings.Timing timing,
            Runnable busy) {
        this.runtime = runtime;
        this.table = table;
        this.router = router;
        this.longestPause =
                silence.isOff() ? Long.MAX_VALUE : Math.max(1, silence.limit().toNanos() / 2);
        this.outstanding = silence.isOff() ? Integer.MAX_VALUE : silence.outstanding();
        this.sampled = timing == CallSettings.Timing.SAMPLED;
        this.busy = busy;
    }

    /** Whether the deadline of a call that has just begun is seen to. */
    boolean covers(long timeoutNanos) {
        return timeoutNanos >= covered;
    }

    void cover(long timeoutNanos) {
        synchronized (table) {
            if (covers(timeoutNanos)) {
                return;
            }
            covered = timeoutNanos;
            long at = runtime.nanoTime() + pause();
            if (!waits || at - wakesAt < 0) { // the last look of a time before is not put off
                wakeAt(at);
            }
        }
    }

    /** How long nothing can become due that is not in flight yet. */
    private long pause() {
        long least = Math.max(Slot.GRACE, covered - Slot.GRACE);
        long pause = sampled ? Math.max(Slot.GRACE, Math.min(least, covered / SHARE_OF_TIMEOUT)) : least;
        return Math.min(pause, longestPause);
    }

    private void wakeAt(long at) {
        timer.cancel();
        waits = true;
        wakesAt = at;
        timer = runtime.schedule(at - runtime.nanoTime(), this);
    }

    @Override
    public void run() {
        List<Runnable> due = new ArrayList<>();
        int calls = 0;
        synchronized (table) {
            waits = false;
            long now = runtime.nanoTime();
            long next = covered == NOTHING ? Long.MAX_VALUE : now + pause();
            try {
                boolean active = false;
                for (Slot<C> slot : table.all()) {
                    long word = slot.word();
                    active |= slot.seen != word;
                    table.seenAt(slot, word, now);
                    long call = slot.outstanding();
                    if (call >= 0) {
                        calls++;
                        next = Math.min(next, look(slot, call, now, due));
                    } else if ((word & 1) == 0 && isOfNoUse(slot)) {
                        table.drop(slot);
                    }
                }
                if (calls > 0 && covered == NOTHING) {
                    covered = shortest(); // it began while we thought that nothing would
                    next = Math.min(next, now + pause());
                } else if (calls == 0 && !active) {
                    next = rest(now);
                }
            } finally {
                if (next != Long.MAX_VALUE) {
                    wakeAt(next); // whatever happened: calls rely on it
                }
            }
        }
        for (Runnable expiry : due) {
            // not on the timer's thread: abandoning is the connector's code
            Later.run(runtime, expiry);
        }
        if (calls > 0 && calls + router.listed() >= outstanding) {
            busy.run();
        }
    }

    /** Nothing goes on: the next call starts the timer anew; one that has not been seen yet is by one last look. */
    private long rest(long now) {
        if (covered == NOTHING) {
            return Long.MAX_VALUE;
        }
        covered = NOTHING;
        return now + Slot.GRACE;
    }

    private long shortest() {
        long shortest = NOTHING;
        for (Slot<C> slot : table.all()) {
            if (slot.outstanding() >= 0) {
                shortest = Math.min(shortest, slot.timeoutOf());
            }
        }
        return shortest;
    }

    @SuppressWarnings("ReferenceEquality") // a route is published once, also in an epoch it had before
    private boolean isOfNoUse(Slot<C> slot) {
        return !slot.isOwned() || slot.route != router.route();
    }

    /** When to look again at a call in flight. */
    private long look(Slot<C> slot, long call, long now, List<Runnable> due) {
        long startedAt = slot.startedAtOf();
        long timeout = Math.min(slot.timeoutOf(), LONGEST);
        if (!slot.isStill(call)) {
            return Long.MAX_VALUE;
        }
        long from = startedAt == Slot.UNTIMED ? table.seenAt(slot, call, now) : startedAt;
        long deadline = from + timeout;
        if (deadline - Slot.GRACE - now > 0) {
            return deadline - Slot.GRACE;
        }
        long ready = claim(slot, call);
        long dueAt = deadline - ready > 0 ? deadline : ready;
        if (dueAt - now > 0) {
            return dueAt;
        }
        due.add(() -> expire(slot, call, now - from));
        return Long.MAX_VALUE;
    }

    /** From when on the call's owner certainly knows that it is claimed. */
    private long claim(Slot<C> slot, long call) {
        if (!slot.isClaimed(call)) {
            slot.claim(call);
            slot.claimedAt = runtime.nanoTime();
        }
        return slot.claimedAt + Slot.GRACE;
    }

    private void expire(Slot<C> slot, long call, long took) {
        long permit = slot.abandon(call, false, router);
        if (permit >= 0) {
            String message = "no answer from " + slot.route.site() + " within the deadline";
            router.failed(slot.route, permit, took, new DeadlineException(message), false);
        }
    }

    // -- what others want of the calls in flight at a route that has gone

    /** What to do with a call that cannot leave unnoticed any more. */
    private interface Wish<C> {
        void of(Slot<C> slot, long call, long took);
    }

    /** They will not be missed by claims that are laid now for later. */
    void routeGone() {
        if (!table.isEmpty()) {
            synchronized (table) {
                for (Slot<C> slot : table.all()) {
                    long call = slot.outstanding();
                    if (call >= 0) {
                        claim(slot, call);
                    }
                }
            }
        }
    }

    /** Makes those in that epoch or an older one part of the drain, once all that will ever be are seen. */
    void drain(long epoch, Drain drain) {
        if (table.isEmpty()) {
            return;
        }
        drain.joined(); // the looking itself
        each(slot -> slot.route.epoch().number() <= epoch, (slot, call, took) -> slot.join(call, drain))
                .thenRun(drain::left);
    }

    /** Takes back those in that epoch or an older one that may be made again; their own threads do that. */
    void recall(long epoch) {
        if (!table.isEmpty()) {
            var unused = each(
                    slot -> slot.mayRepeatOf() && slot.route.epoch().number() <= epoch,
                    (slot, call, took) -> Later.run(runtime, () -> slot.abandon(call, true, router)));
        }
    }

    /** As if the deadline of all had come; completes when they have been told. */
    CompletionStage<Void> expireAll() {
        return table.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : each(slot -> true, (slot, call, took) -> Later.run(runtime, () -> expire(slot, call, took)));
    }

    private CompletionStage<Void> each(Predicate<Slot<C>> fits, Wish<C> wish) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        round(fits, wish, done, true);
        return done;
    }

    private void round(Predicate<Slot<C>> fits, Wish<C> wish, CompletableFuture<Void> done, boolean first) {
        boolean again = first; // what began just before may not have been seen yet
        List<Runnable> wishes = new ArrayList<>();
        synchronized (table) {
            long now = runtime.nanoTime();
            for (Slot<C> slot : table.all()) {
                long call = slot.outstanding();
                long startedAt = slot.startedAtOf();
                if (call < 0 || !fits.test(slot) || !slot.isStill(call)) {
                    continue;
                }
                if (claim(slot, call) - now > 0) {
                    again = true;
                } else {
                    long from = startedAt == Slot.UNTIMED ? table.seenAt(slot, call, now) : startedAt;
                    wishes.add(() -> wish.of(slot, call, now - from));
                }
            }
        }
        // without the lock: they may have to wait for the connector's code
        wishes.forEach(Runnable::run);
        if (again) {
            runtime.schedule(Slot.GRACE, () -> round(fits, wish, done, false));
        } else {
            done.complete(null);
        }
    }
}
