package dev.sitefailover.rehearsal.result;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the rehearsal as a whole, before any result. Immutable.
 *
 * @param title of the rundown
 * @param organiser who runs the sites, when the rundown says
 * @param reference the organiser's reference, when the rundown says
 * @param guidelines as in the rundown, in order; may be empty
 * @param zone the rundown's time zone; every instant is shown with its offset
 * @param sites in order of preference, the primary first
 * @param seed the seed of every draw
 * @param venue {@code simulated} or {@code live}
 * @param replay the command line that repeats this run
 * @param pace by what the planned waitings were divided; 1: they took as long as planned
 * @param limits what could not be known there, one sentence each
 */
public record ReportHeader(
        String title,
        @Nullable String organiser,
        @Nullable String reference,
        List<String> guidelines,
        ZoneId zone,
        List<SiteLabel> sites,
        long seed,
        String venue,
        String replay,
        long pace,
        List<String> limits) {

    /** The venue of a rehearsal under virtual time. */
    public static final String SIMULATED = "simulated";
    /** The venue of a rehearsal against real sites. */
    public static final String LIVE = "live";

    public ReportHeader {
        guidelines = List.copyOf(guidelines);
        sites = List.copyOf(sites);
        limits = List.copyOf(limits);
        if (pace < 1) {
            throw new IllegalArgumentException("pace must be >= 1, was " + pace);
        }
        if (!venue.equals(SIMULATED) && !venue.equals(LIVE)) {
            throw new IllegalArgumentException("venue must be " + SIMULATED + " or " + LIVE + ", was " + venue);
        }
    }

    /** At the rundown's own pace, and nothing to say against it. */
    public ReportHeader(
            String title,
            @Nullable String organiser,
            @Nullable String reference,
            List<String> guidelines,
            ZoneId zone,
            List<SiteLabel> sites,
            long seed,
            String venue,
            String replay) {
        this(title, organiser, reference, guidelines, zone, sites, seed, venue, replay, 1, List.of());
    }

    /** Whether it took place in real time: then only {@code plannedAt} is the plan's, every other time is the run's. */
    public boolean isLive() {
        return venue.equals(LIVE);
    }

    /**
     * A site as the report names it.
     *
     * @param id as in the rundown
     * @param title what people call it; the id when not given
     */
    public record SiteLabel(String id, String title) {
        public SiteLabel {
            Checks.notBlank("site id", id);
        }
    }
}
