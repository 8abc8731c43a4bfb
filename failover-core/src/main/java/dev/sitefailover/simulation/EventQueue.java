package dev.sitefailover.simulation;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pending events in the strict order of (time, sequence). Whoever adds them gives every event another sequence, from 0 and
 * below 2^57, which at a hundred million events a second are forty-five years.
 */
abstract class EventQueue {

    /** What {@link #nextTime()} answers when nothing is pending. */
    static final long NEVER = Long.MAX_VALUE;

    /** The time of the event that {@link #takeBy} took last. */
    long takenAt;

    abstract void add(long time, long sequence, Object event);

    /** The time of the first event; {@link #NEVER} when there is none. */
    abstract long nextTime();

    /** The sequence of the first event; only when {@link #size()} is not 0. */
    abstract long firstSequence();

    /** The first event, left where it is; only when {@link #size()} is not 0. */
    abstract Object first();

    /** Takes the first event out; only when {@link #size()} is not 0. */
    abstract Object take();

    /** Takes the first event out if it is due at that time or before it; null when there is none. */
    @Nullable
    Object takeBy(long limit) {
        long at = nextTime();
        if (at > limit || size() == 0) {
            return null;
        }
        takenAt = at;
        return take();
    }

    abstract int size();

    /**
     * The queue to go on with: this one, or one that is made for as many as are pending now and has them all, after which
     * this one is empty. Worth asking now and then.
     */
    EventQueue fitting() {
        return this;
    }

    /** Drops all events that match; what stays keeps its order. */
    abstract void removeIf(Predicate<Object> dropped);
}
