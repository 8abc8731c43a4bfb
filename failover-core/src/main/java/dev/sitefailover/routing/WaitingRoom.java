package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Calls that arrived during a switchover and wait, in order, for the new route, up to a bound. */
final class WaitingRoom {
    /** Who waits. */
    interface Guest {
        /** There may be a route again. */
        void resume();

        /** There will be none in time. */
        void giveUp(String reason);
    }

    /** What became of a guest at the door. */
    enum Entry {
        /** He waits, and will be told. */
        SEATED,
        /** There was a route just then: he is to look for it again, also when it has gone since. */
        ROUTED,
        /** Nobody may wait. */
        CLOSED
    }

    private record Seat(Guest guest, long until) {}

    private final EngineRuntime runtime;
    private final long boundNanos;
    private final Deque<Seat> seats = new ArrayDeque<>();
    private boolean open;
    private boolean armed;

    WaitingRoom(EngineRuntime runtime, long boundNanos) {
        this.runtime = runtime;
        this.boundNanos = boundNanos;
    }

    /**
     * Lets the guest wait, if there is anything to wait for.
     *
     * @param routed whether there is a route; whoever takes it away opens the room first, if calls are to wait
     */
    synchronized Entry enter(Guest guest, BooleanSupplier routed) {
        if (routed.getAsBoolean()) {
            return Entry.ROUTED;
        }
        if (!open || boundNanos == 0) {
            return Entry.CLOSED;
        }
        seats.add(new Seat(guest, runtime.nanoTime() + boundNanos));
        if (!armed) {
            arm(boundNanos);
        }
        return Entry.SEATED;
    }

    synchronized void open() {
        open = true;
    }

    synchronized int size() {
        return seats.size();
    }

    /** A route is there: everybody may go on, first come first served. */
    synchronized List<Guest> leaveAll(Runnable route) {
        route.run(); // nobody may take a seat between the two
        List<Guest> guests = new ArrayList<>();
        empty().forEach(seat -> guests.add(seat.guest));
        return guests;
    }

    /** There will be no route for now. */
    void dismiss(String reason) {
        inOrder(empty(), guest -> guest.giveUp(reason));
    }

    /** Not on the switch procedure's thread: the callers' functions and continuations run with it. */
    private void inOrder(List<Seat> all, Consumer<Guest> turn) {
        if (!all.isEmpty()) {
            Later.run(runtime, () -> all.forEach(seat -> turn.accept(seat.guest)));
        }
    }

    private synchronized List<Seat> empty() {
        open = false;
        List<Seat> all = new ArrayList<>(seats);
        seats.clear();
        return all;
    }

    private void arm(long delayNanos) {
        armed = true;
        runtime.after(delayNanos, this::sweep);
    }

    private void sweep() {
        List<Seat> due = new ArrayList<>();
        synchronized (this) {
            long now = runtime.nanoTime();
            while (!seats.isEmpty() && seats.getFirst().until - now <= 0) {
                due.add(seats.removeFirst());
            }
            armed = false;
            if (!seats.isEmpty()) {
                arm(seats.getFirst().until - now);
            }
        }
        for (Seat seat : due) {
            Later.run(runtime, () -> seat.guest.giveUp("no route within " + boundNanos / 1_000_000 + " ms of waiting"));
        }
    }
}
