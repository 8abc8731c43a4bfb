package dev.sitefailover.rehearsal;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One participant's place at a venue: its time, its way to the sites, and what the organiser's books say of it. */
public interface Station {

    String participant();

    /** From 0, in the rundown's order. */
    int index();

    /** Time, and an executor on which the participant's tasks and timers run one at a time. */
    EngineRuntime runtime();

    /** What the engine runs on; where nothing happens at the same time, the participant's own. */
    default EngineRuntime engineRuntime() {
        return runtime();
    }

    /**
     * Where what the engine tells, on whatever thread, is put in order with the participant's own tasks; null when it
     * comes in order anyway.
     */
    default @Nullable Executor order() {
        return null;
    }

    /** Does something of the runner's while nothing of the participant's happens. */
    default void still(Runnable task) {
        task.run();
    }

    /** That instant of the runtime's nanoseconds. */
    default Instant at(long nanos) {
        EngineRuntime runtime = runtime();
        return runtime.instant().minusNanos(runtime.nanoTime() - nanos);
    }

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

        /** The client was told that the submission took effect, by that site at that instant. */
        default void acknowledged(String site, long number, long atNanos) {}

        /** The client stopped waiting for the acknowledgement of this submission. */
        void gaveUp(long number);

        /** Acknowledged and absent after a move, as far as the books could be read. */
        long lost();

        /** Took effect more than once. */
        long duplicated();

        /**
         * The age, at the shutdown, of the oldest lost acknowledgement; zero when none; null when the books could not be
         * read since the last acknowledgement or shutdown, so that nobody knows.
         */
        @Nullable
        Duration rpo();
    }
}
