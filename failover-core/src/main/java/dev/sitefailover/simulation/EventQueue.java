package dev.sitefailover.simulation;

import java.util.function.Predicate;

/**
 * Pending events in the strict order of (time, sequence). Whoever adds them gives every event another sequence, from 0 and
 * below 2^57, which at a hundred million events a second are forty-five years.
 */
interface EventQueue {

    /** What {@link #nextTime()} answers when nothing is pending. */
    long NEVER = Long.MAX_VALUE;

    void add(long time, long sequence, Object event);

    /** The time of the first event; {@link #NEVER} when there is none. */
    long nextTime();

    /** The sequence of the first event; only when {@link #size()} is not 0. */
    long firstSequence();

    /** The first event, left where it is; only when {@link #size()} is not 0. */
    Object first();

    /** Takes the first event out; only when {@link #size()} is not 0. */
    Object take();

    int size();

    /**
     * The queue to go on with: this one, or one that is made for as many as are pending now and has them all, after which
     * this one is empty. Worth asking now and then.
     */
    default EventQueue fitting() {
        return this;
    }

    /** Drops all events that match; what stays keeps its order. */
    void removeIf(Predicate<Object> dropped);
}
