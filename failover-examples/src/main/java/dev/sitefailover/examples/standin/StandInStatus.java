package dev.sitefailover.examples.standin;

import dev.sitefailover.clearing.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in site says of itself.
 *
 * @param site its id
 * @param position open for business or not
 * @param servingSince since when without interruption; null when it is not open
 * @param promotion grows with every promotion of either site; a site that missed one is out of date
 * @param outOfDate whether it missed a promotion and waits to be resynchronised
 * @param faults the kinds in force, in the order placed
 * @param link whether what it applies reaches its peer
 * @param waiting how many submissions have not reached the peer
 * @param heardAt when it last heard from a peer that replicates to it; null: never since it started
 * @param inSync whether that peer then held nothing that is not here
 * @param failing what went wrong when it last tried to write; null when that went well
 */
public record StandInStatus(
        String site,
        Position position,
        @Nullable Instant servingSince,
        long promotion,
        boolean outOfDate,
        List<String> faults,
        Link link,
        long waiting,
        @Nullable Instant heardAt,
        boolean inSync,
        @Nullable String failing) {

    public StandInStatus {
        faults = List.copyOf(faults);
    }

    /** Replication to the peer. */
    public enum Link {
        /** No peer is known. */
        NONE,
        /** The peer is not reached, or one of the two is out of date. */
        DOWN,
        /** All that was applied before the link came up is at the peer, the rest follows. */
        UP
    }
}
