package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.result.TraceDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** One rehearsal at a venue, from setting up to clearing away. Used by one thread. */
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

    /** Lets time pass until then; nothing when that has passed. */
    default void advance(Instant to) {
        advance(to, station -> false);
    }

    /** The fingerprint of everything so far. */
    TraceDigest digest();

    @Override
    void close();
}
