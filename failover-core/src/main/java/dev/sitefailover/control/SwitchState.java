package dev.sitefailover.control;

import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the controller knows. Immutable. Times are the runtime's nanoseconds.
 *
 * @param phase what it is about
 * @param sites every site in order of preference
 * @param assigned where we belong
 * @param assignedIn the epoch of that assignment; {@link Epoch#NONE} before the first
 * @param epoch the last epoch granted; later than {@code assignedIn} after a move that failed
 * @param routed where calls go now; null for nowhere
 * @param lastRouted where calls went last; null when they never went anywhere
 * @param procedures how many procedures were begun
 * @param procedure what is under way; null for nothing
 * @param pending the declared move that waits; null for none
 * @param heldUntil no automatic moves before; {@link Situation#LONG_AGO} when not held
 * @param lossDetectedAt when the site calls go to was known to be lost; null when it is not
 * @param moves when the latest moves were completed, as many as damping looks at, latest last
 * @param reviewAt when the next tick was asked for; {@link Situation#NEVER} for none
 */
public record SwitchState(
        Phase phase,
        List<SiteState> sites,
        Site assigned,
        Epoch assignedIn,
        Epoch epoch,
        @Nullable Site routed,
        @Nullable Site lastRouted,
        long procedures,
        @Nullable Procedure procedure,
        @Nullable PendingRequest pending,
        long heldUntil,
        @Nullable Long lossDetectedAt,
        List<Long> moves,
        long reviewAt) {

    /** Before the start: nothing is known of any site. */
    public static SwitchState initial(List<Site> sites) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("at least one site is needed");
        }
        List<SiteState> unknown = new ArrayList<>(sites.size());
        for (Site site : sites) {
            unknown.add(SiteState.unknown(site));
        }
        return new SwitchState(
                Phase.NEW,
                List.copyOf(unknown),
                sites.get(0),
                Epoch.NONE,
                Epoch.NONE,
                null,
                null,
                0,
                null,
                null,
                Situation.LONG_AGO,
                null,
                List.of(),
                Situation.NEVER);
    }

    /** What is known of a site. */
    public SiteState site(Site site) {
        int index = indexOf(sites, site);
        if (index < 0) {
            throw new IllegalArgumentException("no site " + site.id() + " in this state");
        }
        return sites.get(index);
    }

    /** Whether automatic moves are held. */
    public boolean isHeld(long now) {
        return now < heldUntil;
    }

    /** When the last move was completed; {@link Situation#LONG_AGO} when there was none. */
    public long lastMoveAt() {
        return moves.isEmpty() ? Situation.LONG_AGO : moves.get(moves.size() - 1);
    }

    /** Sites are the same when their ids are: callers may hold other copies. */
    static int indexOf(List<SiteState> sites, Site site) {
        for (int i = 0; i < sites.size(); i++) {
            if (same(sites.get(i).site(), site)) {
                return i;
            }
        }
        return -1;
    }

    static boolean same(@Nullable Site a, @Nullable Site b) {
        return a == null ? b == null : b != null && a.id().equals(b.id());
    }
}
