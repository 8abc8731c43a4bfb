package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls in flight that share a timeout, in the order of their deadlines, with one timer for all of them: a timer
 * per call costs more than the call.
 */
final class DeadlineList {
    private final EngineRuntime runtime;
    private final long timeoutNanos;
    private @Nullable InFlight head;
    private @Nullable InFlight tail;
    private boolean armed;
    private int size;

    DeadlineList(EngineRuntime runtime, long timeoutNanos) {
        this.runtime = runtime;
        this.timeoutNanos = timeoutNanos;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    synchronized void add(InFlight call) {
        call.listed = true;
        size++;
        InFlight last = tail;
        tail = call;
        if (last == null) {
            head = call;
        } else {
            last.next = call;
            call.previous = last;
        }
        if (!armed) {
            arm(timeoutNanos);
        }
    }

    synchronized void remove(InFlight call) {
        if (!call.listed) {
            return;
        }
        call.listed = false;
        size--;
        InFlight before = call.previous;
        InFlight after = call.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        call.previous = null;
        call.next = null;
    }

    synchronized int size() {
        return size;
    }

    /** Makes every call that fits part of the drain. */
    synchronized void join(Drain drain, Predicate<InFlight> fits) {
        for (InFlight call = head; call != null; call = call.next) {
            if (call.drain == null && fits.test(call)) {
                call.drain = drain;
                drain.joined();
            }
        }
    }

    void expireAll() {
        List<InFlight> all = new ArrayList<>();
        synchronized (this) {
            while (head != null) {
                InFlight call = head;
                remove(call);
                all.add(call);
            }
        }
        for (InFlight call : all) {
            Later.run(runtime, call::expire);
        }
    }

    private void arm(long delayNanos) {
        armed = true;
        runtime.schedule(delayNanos, this::sweep);
    }

    private void sweep() {
        List<InFlight> due = new ArrayList<>();
        synchronized (this) {
            long now = runtime.nanoTime();
            while (head != null && head.deadline - now <= 0) {
                InFlight call = head;
                remove(call);
                due.add(call);
            }
            armed = false;
            if (head != null) {
                arm(head.deadline - now);
            }
        }
        for (InFlight call : due) {
            // not on the timer's thread: the caller's continuation runs with it
            Later.run(runtime, call::expire);
        }
    }
}
