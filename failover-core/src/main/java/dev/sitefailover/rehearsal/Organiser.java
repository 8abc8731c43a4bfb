package dev.sitefailover.rehearsal;

import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The organiser's hand on the sites. Every act happens at the performance's present, at all stations alike. Site ids are
 * those of the rundown.
 */
public interface Organiser {

    /**
     * Opens a session: this site is promoted, every other one stands by unless it always serves.
     *
     * @param end when the session's window ends at the latest: neither sites nor people are waited for any longer, now and
     *     in the session's steps
     */
    void open(String serving, Instant end);

    /** Places a fault; several at one site stack in the order placed. Its probability has been drawn by then. */
    void inflict(String site, Occurrence fault, String name);

    /** Lifts all faults at the site. */
    void lift(String site);

    /** The serving site goes: abrupt is a crash; graceful finishes what was accepted, replicates and stands by. */
    void shutDown(String site, Shutdown how);

    /** Lifts all faults at a site and brings its copy up to the other's, ready to be promoted. */
    void heal(String site, String from);

    /** Promotes the site that long from now; another site's unreplicated acknowledgements are then lost. */
    void promote(String site, Duration after);

    /** Why the latest promotion that was ordered will not come; null when it may. */
    default @Nullable String promotionFailure() {
        return null;
    }

    /** Ends a session: all faults are lifted and every site is resynchronised from the serving one. */
    void close(String serving);

    /**
     * Has a task done or a sign-off given.
     *
     * @return what to write beside it, for instance who confirmed
     */
    String confirm(StepPlan step);

    /** How long people have been waited for so far, all waitings together; none where nobody is asked. */
    default Duration waitedForPeople() {
        return Duration.ZERO;
    }

    /** Since when the site has been open for business, as far as the organiser knows; null when it is not. */
    default @Nullable Instant servingSince(String site) {
        return null;
    }

    /** What cannot be known at this venue, one sentence each; for the report. */
    default List<String> limits() {
        return List.of();
    }
}
