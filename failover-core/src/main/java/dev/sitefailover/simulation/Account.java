package dev.sitefailover.simulation;

import java.time.Duration;

/**
 * What one participant's submissions came to, by the organiser's and the client's knowledge together. Figures are those
 * of the whole simulation so far.
 */
public final class Account {
    private final NumberSet acknowledged = new NumberSet();
    private final NumberSet givenUp = new NumberSet();
    private final NumberSet lost = new NumberSet();

    /** Undone before the acknowledgement, which was on its way, arrived. */
    private final NumberSet undone = new NumberSet();

    private final NumberSet purged = new NumberSet();
    private long duplicated;
    private long rpoNanos;

    Account() {}

    /**
     * How many different submissions the participant knows to have taken effect: the acknowledgement arrived, or an
     * enquiry found it applied.
     */
    public long acknowledged() {
        return acknowledged.size();
    }

    /** Whether the participant knows this one to have taken effect. */
    public boolean acknowledged(long number) {
        return acknowledged.contains(number);
    }

    /** How many of them a move or a resynchronisation has undone; a purge undoes nothing. */
    public long lost() {
        return lost.size();
    }

    /** Whether this submission was acknowledged and then undone. */
    public boolean lost(long number) {
        return lost.contains(number);
    }

    /** Age of the oldest lost acknowledgement at the shutdown it was lost in; zero when none was lost. */
    public Duration rpo() {
        return Duration.ofNanos(rpoNanos);
    }

    /** How many effects were repeated at any site. */
    public long duplicated() {
        return duplicated;
    }

    /**
     * The participant stopped waiting for this acknowledgement: one that still arrives reaches nobody and counts for
     * nothing, until an enquiry finds the submission applied.
     */
    public void gaveUp(long number) {
        if (!acknowledged.contains(number)) {
            givenUp.add(number);
        }
    }

    /** False when nobody was waiting any more, or it had been acknowledged before. */
    boolean acknowledge(long number) {
        if ((!givenUp.isEmpty() && givenUp.contains(number)) || !acknowledged.add(number)) {
            return false;
        }
        if (!undone.isEmpty() && undone.contains(number)) {
            lost.add(number);
        }
        return true;
    }

    /** An enquiry found it applied. */
    boolean found(long number) {
        return acknowledged.add(number);
    }

    void appliedAgain() {
        duplicated++;
    }

    /** Whether the effect, arriving at a site now, is to last there. */
    boolean lasting(long number) {
        return purged.isEmpty() || !purged.contains(number);
    }

    NumberSet purgedNumbers() {
        return purged;
    }

    /** The site that now holds the truth has it again. */
    void regained(long number) {
        remove(lost, number);
        remove(undone, number);
    }

    /** Numbers leave these sets almost never, so a set is rebuilt rather than given a removal of its own. */
    private static void remove(NumberSet set, long number) {
        if (!set.isEmpty() && set.contains(number)) {
            NumberSet still = new NumberSet();
            set.forEach(other -> {
                if (other != number) {
                    still.add(other);
                }
            });
            set.copyFrom(still);
        }
    }

    /** Counts what of the tail the receiver will never get; returns how many acknowledged ones. */
    long lose(Tail tail, Ledger receiver, long shutdownAt) {
        long before = lost.size();
        tail.forEach(number -> {
            if (!receiver.applied(number) && lasting(number)) {
                (acknowledged.contains(number) ? lost : undone).add(number);
            }
        });
        long newly = lost.size() - before;
        long oldest = tail.oldestAcknowledgement();
        if (newly > 0 && oldest != Tail.NEVER) {
            rpoNanos = Math.max(rpoNanos, shutdownAt - oldest);
        }
        return newly;
    }

    /** What it costs, in longs. */
    long words() {
        return acknowledged.words() + givenUp.words() + lost.words() + undone.words() + purged.words() + 2;
    }
}
