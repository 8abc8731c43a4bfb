package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everywhere a call may wait: for a route, between two attempts, in the queue for a site just taken over. */
final class Waiting {
    private final EngineRuntime runtime;
    private final WaitingRoom room;
    private final Pauses pauses;
    private volatile @Nullable Reopening queue;
    private volatile @Nullable Reopening gate;

    Waiting(EngineRuntime runtime, Duration waitForRoute) {
        this.runtime = runtime;
        this.room = new WaitingRoom(runtime, waitForRoute.toNanos());
        this.pauses = new Pauses(runtime);
    }

    WaitingRoom room() {
        return room;
    }

    Pauses pauses() {
        return pauses;
    }

    /** The queue before the site; null nearly always. */
    @Nullable
    Reopening queue() {
        return queue;
    }

    /** The route is set; those taken back, those that pause and those that wait go on in this order. */
    void letGo(List<WaitingRoom.Guest> takenBack, Runnable route) {
        List<WaitingRoom.Guest> guests = new ArrayList<>(takenBack);
        guests.addAll(pauses.leaveAll());
        guests.addAll(room.leaveAll(route));
        if (Reopening.isFew(guests.size())) {
            if (!guests.isEmpty()) {
                Later.run(runtime, () -> guests.forEach(WaitingRoom.Guest::resume));
            }
            return;
        }
        Reopening[] next = new Reopening[1];
        next[0] = Reopening.of(runtime, guests, () -> over(next[0]));
        synchronized (this) {
            queue = next[0];
        }
        next[0].begin();
    }

    /** The route has gone: whoever queues finds out for himself. */
    void routeGone() {
        Reopening waiting = queue;
        if (waiting != null) {
            waiting.end();
        }
    }

    /** Calls wait until {@link #release}, for so long at most. Nothing when they queue for another reason. */
    void hold(Duration atMost) {
        Reopening[] next = new Reopening[1];
        next[0] = Reopening.shut(runtime, () -> over(next[0]));
        synchronized (this) {
            if (queue != null || gate != null) {
                return;
            }
            gate = next[0];
            queue = next[0];
        }
        runtime.schedule(atMost, next[0]::end);
    }

    void release() {
        Reopening shut = gate;
        if (shut != null) {
            shut.end();
        }
    }

    /** A call was answered. */
    void answered() {
        Reopening waiting = queue;
        if (waiting != null) {
            waiting.answered();
        }
    }

    int size() {
        Reopening waiting = queue;
        return room.size() + (waiting == null ? 0 : waiting.size());
    }

    private synchronized void over(Reopening ended) {
        if (queue == ended) {
            queue = null;
        }
        if (gate == ended) {
            gate = null;
        }
    }
}
