package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets those who waited through a switch go to the new site: one at first, and two more for each that is answered, so
 * that a site that has just taken over meets a load that doubles with every round trip instead of all of it at once.
 * The one is who is at hand first: a call that is about to be sent on its own thread, else the first of the queue once a
 * thread is there for it. Who comes meanwhile queues behind. Shut, it keeps calls from a site that may be gone for as long as it takes to look.
 */
final class Reopening implements Runnable {
    private static final int FIRST = 1;
    private static final int PER_ANSWER = 2;
    /** Where nothing is answered the queue still moves: so many per so many nanoseconds. */
    private static final int PER_TICK = 4;

    private static final long TICK = 10_000_000;

    private final EngineRuntime runtime;
    private final Runnable over;
    private final Deque<WaitingRoom.Guest> queue;
    private boolean open = true;
    private volatile boolean begun;
    private final AtomicBoolean firstGone = new AtomicBoolean();

    private Reopening(EngineRuntime runtime, List<WaitingRoom.Guest> guests, Runnable over) {
        this.runtime = runtime;
        this.over = over;
        this.queue = new ArrayDeque<>(guests);
    }

    /** Whether so many may as well go at once. */
    static boolean isFew(int guests) {
        return guests <= FIRST;
    }

    static Reopening of(EngineRuntime runtime, List<WaitingRoom.Guest> guests, Runnable over) {
        return new Reopening(runtime, guests, over);
    }

    /** Lets nobody go until it is ended. */
    static Reopening shut(EngineRuntime runtime, Runnable over) {
        return new Reopening(runtime, List.of(), over);
    }

    void begin() {
        begun = true;
        Later.run(runtime, () -> {
            if (firstGone.compareAndSet(false, true)) {
                next(FIRST).forEach(WaitingRoom.Guest::resume);
            }
        });
        runtime.schedule(TICK, this);
    }

    /** Whether a call about to be sent is the first at the new site: it goes at once, without a change of threads. */
    boolean takesFirst() {
        return begun && firstGone.compareAndSet(false, true);
    }

    /** False when everybody has gone and nobody need queue. */
    synchronized boolean join(WaitingRoom.Guest guest) {
        if (open) {
            queue.add(guest);
        }
        return open;
    }

    synchronized int size() {
        return queue.size();
    }

    void answered() {
        if (begun) {
            release(PER_ANSWER);
        }
    }

    /** The route has gone again: whoever still waits finds out for himself. */
    void end() {
        release(Integer.MAX_VALUE);
    }

    @Override
    public void run() {
        if (release(PER_TICK)) {
            runtime.schedule(TICK, this);
        }
    }

    /** Lets so many go; false when nobody waits any more. */
    private boolean release(int most) {
        List<WaitingRoom.Guest> next = next(most);
        if (!next.isEmpty()) {
            // not on the switch procedure's thread: the callers' functions run with it
            Later.run(runtime, () -> next.forEach(WaitingRoom.Guest::resume));
        }
        synchronized (this) {
            return open;
        }
    }

    private List<WaitingRoom.Guest> next(int most) {
        List<WaitingRoom.Guest> next = new ArrayList<>();
        boolean last;
        synchronized (this) {
            if (!open) {
                return next;
            }
            while (next.size() < most && !queue.isEmpty()) {
                next.add(queue.remove());
            }
            last = queue.isEmpty();
            open = !last;
        }
        if (last) {
            over.run();
        }
        return next;
    }
}
