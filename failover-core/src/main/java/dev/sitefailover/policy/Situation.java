package dev.sitefailover.policy;

import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy may base its decision on. Immutable. Times are the runtime's monotonic nanoseconds.
 *
 * @param now the present
 * @param sites every site in order of preference
 * @param assigned where we belong
 * @param routed where calls go now; null for nowhere
 * @param lastMoveAt when the last move was completed; {@link #LONG_AGO} when there was none
 * @param electiveFrom damping lets elective moves through from then on
 */
public record Situation(
        long now, List<SiteView> sites, Site assigned, @Nullable Site routed, long lastMoveAt, long electiveFrom) {

    /** A time that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A time before all others. */
    public static final long LONG_AGO = Long.MIN_VALUE;

    public Situation {
        sites = List.copyOf(sites);
    }

    /** The assigned site as it is seen. */
    public SiteView active() {
        return view(assigned);
    }

    /** A site as it is seen. */
    public SiteView view(Site site) {
        for (SiteView view : sites) {
            if (view.site().id().equals(site.id())) {
                return view;
            }
        }
        throw new IllegalArgumentException("no site " + site.id() + " in this situation");
    }

    /**
     * One site as it is seen.
     *
     * @param health the probes' verdict; a site where the last logon failed counts as DOWN
     * @param since when it became so
     * @param impaired calls fail there although probes pass
     * @param eligibility whether and from when on it may be chosen
     */
    public record SiteView(Site site, Health health, long since, boolean impaired, Eligibility eligibility) {

        public boolean isServing() {
            return health == Health.SERVING;
        }

        /** It may be chosen from then on; {@link Situation#NEVER} while the operator excludes it. */
        public long eligibleAt() {
            return eligibility.notBefore();
        }

        /** Whether it could carry our calls now: serving, unimpaired and eligible. */
        public boolean isChoice(long now) {
            return isServing() && !impaired && eligibility.allows(now);
        }
    }
}
