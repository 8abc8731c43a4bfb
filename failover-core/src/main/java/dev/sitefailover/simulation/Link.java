package dev.sitefailover.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replication from one site to another. Nothing is scheduled: entries move on when somebody looks, and whatever changes
 * the link's state looks first, so that no one can tell the difference.
 */
final class Link {
    final SimulatedSite source;
    final SimulatedSite receiver;

    /** By the participant's number; null where nothing ever waited. */
    private final List<@Nullable Tail> tails = new ArrayList<>();

    private boolean open = true;
    private long lag;
    private long closedAt;

    Link(SimulatedSite source, SimulatedSite receiver) {
        this.source = source;
        this.receiver = receiver;
        this.lag = receiver.replicationLagNanos();
    }

    /** To be called after any change at either site, with what has happened up to now already settled. */
    void refresh(long now) {
        boolean opens = source.replicatesOut() && receiver.replicatesIn();
        if (open && !opens) {
            closedAt = now;
        }
        open = opens;
        lag = Math.max(receiver.replicationLagNanos(), Math.max(source.faultLagNanos(), receiver.faultLagNanos()));
    }

    /** Brings every participant's copy to where it would be by now. */
    void settle(Iterable<Desk> desks, long now) {
        for (Desk desk : desks) {
            settle(desk, now);
        }
    }

    void settle(Desk desk, long now) {
        Tail tail = tail(desk);
        if (tail != null && !tail.isEmpty()) {
            tail.settle(now - lag, open, number -> receiver.replicate(desk, number));
        }
    }

    /** The source has applied it: a synchronous link hands it on before anything is acknowledged. */
    void applied(Desk desk, long number, long now) {
        Tail tail = tail(desk);
        if (open && lag == 0 && (tail == null || tail.isEmpty())) {
            receiver.replicate(desk, number);
            return;
        }
        Tail waiting = tail == null ? newTail(desk) : tail;
        waiting.append(number, now);
        waiting.settle(now - lag, open, entry -> receiver.replicate(desk, entry));
    }

    void acknowledged(Desk desk, long number, long at) {
        Tail tail = tail(desk);
        if (tail != null && !tail.isEmpty()) {
            tail.acknowledged(number, at);
        }
    }

    /** Hands everything on without waiting for the lag, when the link is open. */
    void flush(Desk desk, long now) {
        Tail tail = tail(desk);
        if (open && tail != null && !tail.isEmpty()) {
            tail.settle(now, true, number -> receiver.replicate(desk, number));
        }
    }

    /** What has not arrived never will; returns how many acknowledged submissions that loses. */
    long sever(Desk desk, long shutdownAt) {
        Tail tail = tail(desk);
        if (tail == null || tail.isEmpty()) {
            return 0;
        }
        long lost = desk.account.lose(tail, receiver.ledger(desk), shutdownAt);
        tail.clear();
        return lost;
    }

    /** Forgets what waits: the receiver has become a copy of a site that has it. */
    void clear(Desk desk) {
        Tail tail = tail(desk);
        if (tail != null) {
            tail.clear();
        }
    }

    /** Forgets what waits and has come to the receiver by another way, as a copy of another site. */
    void dropArrived(Desk desk) {
        Tail tail = tail(desk);
        if (tail != null && !tail.isEmpty()) {
            tail.drop(receiver.ledger(desk)::applied);
        }
    }

    void purged(Desk desk, NumberSet numbers) {
        Tail tail = tail(desk);
        if (tail != null) {
            tail.forgetAcknowledgements(numbers);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Up to when the receiver is sure to have all that the source applied. */
    long copiedUpTo(long now) {
        return (open ? now : closedAt) - lag;
    }

    boolean isWaiting(Desk desk) {
        Tail tail = tail(desk);
        return tail != null && !tail.isEmpty();
    }

    /** What it costs, in longs. */
    long words() {
        long words = 4;
        for (Tail tail : tails) {
            words += tail == null ? 0 : tail.words();
        }
        return words;
    }

    private @Nullable Tail tail(Desk desk) {
        return desk.index < tails.size() ? tails.get(desk.index) : null;
    }

    private Tail newTail(Desk desk) {
        while (tails.size() <= desk.index) {
            tails.add(null);
        }
        Tail tail = new Tail();
        tails.set(desk.index, tail);
        return tail;
    }
}
