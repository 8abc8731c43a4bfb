package dev.sitefailover.rehearsal.live;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The organiser's hand on one real site: a process of one's own, an administration to call, or people to ask. Every
 * order is done when its method returns; one that cannot be done throws a
 * {@link dev.sitefailover.site.SiteFailoverException}. Called by several threads, one order at a time.
 */
public interface SiteControl {
    /** The site's id in the rundown. */
    String site();

    /** Where participants reach it. */
    URI address();

    /**
     * From now on no order waits for longer than that until something is seen to have happened; without it there is no
     * bound. Time that people take is not counted. Default: nothing is waited for.
     */
    default void patience(Duration most) {}

    /** Opens it for business, if it is not open; returns since when it is. */
    Instant promote();

    /** Closes it once what it has accepted is done and replicated; nothing when it is closed. */
    void standBy();

    /** Ends it at once, as when the power goes. */
    void crash();

    /** Places a fault; it ends by itself when it says so. Its probability has been drawn by then. */
    void inflict(Occurrence fault);

    /** Lifts all faults; a site that was ended is started again. */
    void lift();

    /** Makes its data a copy of the other's. */
    void resynchronise(SiteControl from);

    /** What the organiser's books say of a participant's submissions here. */
    SubmissionBooks books(String participant);

    /** The check of the participant's first records, as an enquiry answered here must show it. */
    long recordsCheck(String participant, int records);

    /** Whether orders are carried out by people who are asked: the time that takes is counted apart. */
    default boolean isOperated() {
        return false;
    }

    /** Why that fault cannot be made at this site, in a few words; empty when it can. */
    default Optional<String> cannot(Fault fault) {
        return Optional.empty();
    }

    /** What cannot be known of this site, as a sentence for the report; empty when everything can. */
    default Optional<String> limit() {
        return Optional.empty();
    }
}
