package dev.sitefailover.rehearsal;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One participant's place at a venue: its time, its way to the sites, and what the organiser's books say of it. */
public interface Station {

    String participant();

    /** From 0, in the rundown's order. */
    int index();

    EngineRuntime runtime();

    Connector<Endpoint> connector();

    /** Where this participant's events go. */
    Journal journal();

    /** What the organiser knows. */
    Books books();

    /** The organiser's side of one participant, as the truth to judge by. */
    interface Books {

        /** The check of that many production records at the site, as an enquiry answered now must show it. */
        long recordsCheck(String site, int records);

        /** How often a submission took effect at the site: 1 is right, 2 stands for more. */
        int applied(String site, long number);

        /** Submissions of the rehearsal that the site still holds. */
        long held(String site);

        /** Since when the site has been open for business, or null when it is not. */
        @Nullable
        Instant servingSince(String site);

        /**
         * The client went from one site to another. What it had been acknowledged at a site that crashed, and what has not
         * reached the other, is lost.
         */
        void moved(String from, String to);

        /** The client stopped waiting for the acknowledgement of this submission. */
        void gaveUp(long number);

        /** Acknowledged and absent after a move. */
        long lost();

        /** Took effect more than once. */
        long duplicated();

        /** The age, at the shutdown, of the oldest lost acknowledgement; zero when none. */
        Duration rpo();
    }
}
