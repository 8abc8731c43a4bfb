package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The calls in flight that share a timeout, in the order of their deadlines, with one timer for all of them: a timer
 * per call costs more than the call.
 */
final class DeadlineList extends CallChain {
    @SuppressWarnings("unused") // longs come before all else, next to the chain: the spacing behind it
    private long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    private final EngineRuntime runtime;
    private final long timeoutNanos;
    private final Pulse pulse = new Pulse();
    private final Credit credit = new Credit();
    private final Runnable busy;
    private final int busyFrom;
    private final IntSupplier neighbours;
    private boolean armed;
    private long armedFor;
    private EngineRuntime.Timer timer = () -> {};

    /**
     * A list of calls with that timeout.
     *
     * @param neighbours how many calls, about, are on lists that count together with this one, itself included
     * @param busy told, under the lock, when with a call that is added they are {@code busyFrom} or more
     */
    DeadlineList(EngineRuntime runtime, long timeoutNanos, int busyFrom, IntSupplier neighbours, Runnable busy) {
        this.neighbours = neighbours;
        this.runtime = runtime;
        this.timeoutNanos = timeoutNanos;
        this.busyFrom = busyFrom;
        this.busy = busy;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    synchronized void add(InFlight<?> call) {
        link(call);
        if (!armed) {
            arm(call.deadline, Math.min(timeoutNanos, call.deadline - runtime.nanoTime()));
        } else if (call.deadline - armedFor < 0) {
            timer.cancel();
            arm(call.deadline, call.deadline - runtime.nanoTime());
        }
        if (busyFrom != Integer.MAX_VALUE && neighbours.getAsInt() >= busyFrom) {
            busy.run();
        }
    }

    /**
     * The site answered: the call is done with.
     *
     * @return whether the permit has ended with it; else the guard is to be told
     */
    synchronized boolean answered(InFlight<?> call, Route<?> from, long permit, long now) {
        pulse.answered(from.epoch().number(), now, call.sentAt());
        unlink(call);
        return credit.take(from.guard(), permit);
    }

    /** Adds what is known here of the site's answers and of the calls outstanding in that epoch. */
    synchronized void addTo(Pulse sum, long epoch) {
        sum.add(pulse);
        each(call -> {
            long sentAt = call.sentAt();
            Route<?> route = call.outstanding();
            if (route != null && route.epoch().number() == epoch) {
                sum.outstandingSince(sentAt);
            }
        });
    }

    /** Takes back, where it may be sent again, every call outstanding in that epoch or an older one. */
    void recall(long epoch, List<WaitingRoom.Guest> recalled) {
        List<InFlight<?>> outstanding = new ArrayList<>();
        synchronized (this) {
            each(outstanding::add);
        }
        // without the lock: taking back a blocking call runs the connector's code
        for (InFlight<?> call : outstanding) {
            WaitingRoom.Guest guest = call.recall(epoch);
            if (guest != null) {
                recalled.add(guest);
            }
        }
    }

    synchronized void remove(InFlight<?> call) {
        unlink(call);
    }

    synchronized int size() {
        return count();
    }

    /** Makes every call that fits part of the drain. */
    synchronized void join(Drain drain, Predicate<InFlight<?>> fits) {
        each(call -> {
            if (call.drain == null && fits.test(call)) {
                call.drain = drain;
                drain.joined();
            }
        });
    }

    void expireAll() {
        List<InFlight<?>> all = new ArrayList<>();
        synchronized (this) {
            each(all::add);
            all.forEach(this::unlink);
        }
        for (InFlight<?> call : all) {
            Later.run(runtime, call::expire);
        }
    }

    private void arm(long deadline, long delayNanos) {
        armed = true;
        armedFor = deadline;
        timer = runtime.schedule(delayNanos, this::sweep);
    }

    private void sweep() {
        List<InFlight<?>> due = new ArrayList<>();
        synchronized (this) {
            long now = runtime.nanoTime();
            InFlight<?> first = first();
            while (first != null && first.deadline - now <= 0) {
                unlink(first);
                due.add(first);
                first = first();
            }
            armed = false;
            if (first != null) {
                arm(first.deadline, first.deadline - now);
            }
        }
        for (InFlight<?> call : due) {
            // not on the timer's thread: the caller's continuation runs with it
            Later.run(runtime, call::expire);
        }
    }
}
