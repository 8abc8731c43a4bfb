package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.result.TraceDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** One rehearsal at a venue, from setting up to clearing away. Used by one thread, but for what {@link #each} says. */
public interface Performance extends AutoCloseable {

    /** The participants' places, in the rundown's order. */
    List<? extends Station> stations();

    Organiser organiser();

    /** The present, the same for all stations between two calls of {@link #advance}. */
    Instant now();

    /**
     * Lets time pass until {@code done} holds for every station, or until {@code limit}. Returns the instant at which
     * the last station was done, or the limit; the present is that instant for all of them.
     */
    Instant advance(Instant limit, Predicate<Station> done);

    /**
     * Does the pieces 0 to {@code count - 1}, in turn or several at the same time on several threads: a piece touches one station
     * and may ask {@link #isForeseeable} and nothing else here. Throws what the failing piece with the lowest number threw;
     * whether those behind it are done is not said.
     */
    default void each(int count, IntConsumer piece) {
        for (int i = 0; i < count; i++) {
            piece.accept(i);
        }
    }

    /** By what planned waitings are divided; 1 or more. */
    default long pace() {
        return 1;
    }

    /**
     * The time between sessions: returns when the session that begins there in the plan may begin. By default all of
     * that time passes.
     */
    default void awaitSession(Instant planned) {
        advance(planned);
    }

    /** Whether it is known beforehand how long a session will take. */
    default boolean isForeseeable() {
        return true;
    }

    /**
     * Gives what is under way, for instance the closing of connections, the time it takes at this venue, within reason;
     * none under virtual time. Waits also when it is interrupted.
     */
    default void settle(Predicate<Station> done) {
        advance(now(), done);
    }

    /** Whether somebody wants it to end now; {@link #advance} then returns early. */
    default boolean isInterrupted() {
        return false;
    }

    /** Lets time pass until then; nothing when that has passed. */
    default void advance(Instant to) {
        advance(to, station -> false);
    }

    /** The fingerprint of everything so far. */
    TraceDigest digest();

    @Override
    void close();
}
