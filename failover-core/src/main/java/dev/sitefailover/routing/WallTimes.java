package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the wall clock showed when a call was sent. Calls are timed by the monotonic clock and most never need to know, so
 * nobody looks at the wall clock when one is sent; and who looks when it is in doubt sees a clock that may have been stepped
 * meanwhile. So it is looked at now and then, and where it was stepped in between, the later of the two times is taken: a
 * copy that has everything up to there has everything up to the true one. Safe for use by several threads.
 */
final class WallTimes {
    private static final long LOOK_NANOS = 100_000_000;
    /** Clocks that are slewed, and two readings that are not at one instant, are no steps. */
    private static final long SAME_NANOS = 1_000_000;

    private static final int REMEMBERED = 64;
    private static final long SECOND = 1_000_000_000;

    private final EngineRuntime runtime;
    private final ArrayDeque<Setting> settings = new ArrayDeque<>();
    private volatile Setting latest;

    /** The wall clock is that far ahead of the monotonic one, as seen from first to last. */
    private static final class Setting {
        /** Written under the lock. */
        volatile long ahead;

        final long first;
        final AtomicLong last;

        Setting(long ahead, long at) {
            this.ahead = ahead;
            this.first = at;
            this.last = new AtomicLong(at);
        }

        /** Whether it still is, seen again now; takes no lock, for this is asked over and over. */
        boolean seenAgain(long shown, long now) {
            long more = ahead - shown;
            if (more < 0 || more >= SAME_NANOS) {
                return false;
            }
            seenAt(now);
            return true;
        }

        /** When another thread gets in between, that one has just looked as well. */
        void seenAt(long now) {
            long before = last.get();
            if (now > before) {
                last.compareAndSet(before, now);
            }
        }
    }

    WallTimes(EngineRuntime runtime) {
        this.runtime = runtime;
        long now = runtime.nanoTime();
        this.latest = new Setting(ahead(now), now);
        settings.add(latest);
    }

    /** To be called often; looks only now and then. */
    void lookNowAndThen(long now) {
        if (now - latest.last.get() >= LOOK_NANOS) {
            look(now);
        }
    }

    /**
     * What it showed at that nanosecond, which has passed. Where it was stepped about then, the later of two times; but not
     * later than it shows now, which would be taken for a time before the step by whoever remembers that one.
     */
    Instant at(long nanos) {
        long now = runtime.nanoTime();
        look(now);
        long shown = shownAt(nanos, now);
        return Instant.ofEpochSecond(Math.floorDiv(shown, SECOND), Math.floorMod(shown, SECOND));
    }

    private synchronized long shownAt(long nanos, long now) {
        long before = Long.MIN_VALUE;
        for (Setting each : settings) {
            if (each.last.get() >= nanos) {
                boolean between = each.first > nanos && before != Long.MIN_VALUE;
                return between
                        ? Math.min(nanos + Math.max(before, each.ahead), now + settings.getLast().ahead)
                        : nanos + each.ahead;
            }
            before = each.ahead;
        }
        return nanos + before;
    }

    private long ahead(long now) {
        return runtime.epochNanos() - now;
    }

    private void look(long now) {
        long ahead = ahead(now);
        if (!latest.seenAgain(ahead, now)) {
            setAhead(ahead, now);
        }
    }

    private synchronized void setAhead(long ahead, long now) {
        Setting before = latest;
        if (now < before.last.get()) {
            return; // another thread has looked later
        }
        if (Math.abs(ahead - before.ahead) < SAME_NANOS) {
            before.ahead = Math.max(before.ahead, ahead);
            before.seenAt(now);
            return;
        }
        if (settings.size() == REMEMBERED) {
            settings.removeFirst();
        }
        latest = new Setting(ahead, now);
        settings.addLast(latest);
    }
}
