package dev.sitefailover.rehearsal.rundown;

import dev.sitefailover.fault.Occurrence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a step does, with all its settings; one record per kind. When it passes is said at each. Immutable. */
public sealed interface Step {

    /** The name in rundowns and reports: kebab case, e.g. {@code site-failover}. */
    String kind();

    /**
     * Each participant reaches and is greeted by the serving site, and no participant's route points elsewhere.
     *
     * @param attempts how often it is tried, a second apart, until it succeeds; 1 or more, 1 by default
     */
    record ConnectivityTest(int attempts) implements Step {
        public ConnectivityTest {
            RundownChecks.count("connectivity-test.attempts", attempts, 1);
        }

        @Override
        public String kind() {
            return "connectivity-test";
        }
    }

    /**
     * That many records come back, equal to what the answering site holds at that instant.
     *
     * @param records 1 or more; 100 by default
     */
    record Enquiry(int records) implements Step {
        public Enquiry {
            RundownChecks.count("enquiry.records", records, 1);
        }

        @Override
        public String kind() {
            return "enquiry";
        }
    }

    /**
     * Each report arrives with a digest that verifies.
     *
     * @param reports names, at least one; {@code daily-activity} by default
     * @param sameAs an earlier session that downloads every report listed: the digests must equal those downloaded there
     */
    record ReportDownload(List<String> reports, Optional<String> sameAs) implements Step {
        public ReportDownload {
            reports = List.copyOf(reports);
            if (reports.isEmpty()) {
                throw new IllegalArgumentException("report-download.reports must name at least one report, was []");
            }
        }

        @Override
        public String kind() {
            return "report-download";
        }
    }

    /**
     * Each submission is acknowledged exactly once at the organiser.
     *
     * @param count 1 or more; 10 by default
     */
    record Submit(int count) implements Step {
        public Submit {
            RundownChecks.count("submit.count", count, 1);
        }

        @Override
        public String kind() {
            return "submit";
        }
    }

    /**
     * The fault is in place.
     *
     * @param site where; empty: the site that serves by plan when the step starts
     * @param fault what goes wrong and how; without a duration it lasts until restore or the session's end
     */
    record Outage(Optional<String> site, Occurrence fault) implements Step {
        @Override
        public String kind() {
            return "outage";
        }
    }

    /** A step after which another site serves by plan. */
    sealed interface Move extends Step {
        /** The id of the site that serves after it. */
        String to();

        /** From the step's start until {@link #to()} serves; PT0S by default. */
        Duration promotedAfter();

        /** How the site that served before goes. */
        Shutdown shutdown();
    }

    /**
     * Every participant's first successful call at {@code to} happens within the step's limit; ends with the last of them.
     *
     * @param to id of the target; the session's site by default
     * @param shutdown how the serving site goes; abrupt by default
     * @param promotedAfter from the step's start until {@code to} serves; PT0S by default
     */
    record Failover(String to, Shutdown shutdown, Duration promotedAfter) implements Move {
        public Failover {
            RundownChecks.duration("site-failover.promotedAfter", promotedAfter);
        }

        @Override
        public String kind() {
            return "site-failover";
        }
    }

    /**
     * Like a failover, to the primary, which is healed and resynchronised first; the serving site goes gracefully.
     *
     * @param to id of the primary
     * @param promotedAfter from the step's start until the primary serves; PT0S by default
     */
    record Failback(String to, Duration promotedAfter) implements Move {
        public Failback {
            RundownChecks.duration("site-failback.promotedAfter", promotedAfter);
        }

        @Override
        public Shutdown shutdown() {
            return Shutdown.GRACEFUL;
        }

        @Override
        public String kind() {
            return "site-failback";
        }
    }

    /**
     * Faults are lifted.
     *
     * @param site where; empty: at every site
     */
    record Restore(Optional<String> site) implements Step {
        @Override
        public String kind() {
            return "restore";
        }
    }

    /** The in-doubt entries present at its start are settled, nothing is duplicated, and the rpo so far is met. */
    record Reconcile() implements Step {
        @Override
        public String kind() {
            return "reconcile";
        }
    }

    /** Background submissions stop; the rehearsal's submissions are purged at every site and counted. */
    record CleanUp() implements Step {
        @Override
        public String kind() {
            return "clean-up";
        }
    }

    /**
     * What people do. Simulated: done; live: confirmed at the prompt.
     *
     * @param by who does it; the participant by default
     * @param text what is to be done
     */
    record Task(Party by, Optional<String> text) implements Step {
        @Override
        public String kind() {
            return "task";
        }
    }

    /**
     * Simulated: given; live: asked for.
     *
     * @param by who signs; the participant by default
     */
    record SignOff(Party by) implements Step {
        @Override
        public String kind() {
            return "sign-off";
        }
    }

    /**
     * Time passes.
     *
     * @param lasting how long, PT0S or longer
     */
    record Wait(Duration lasting) implements Step {
        public Wait {
            RundownChecks.duration("wait.for", lasting);
        }

        @Override
        public String kind() {
            return "wait";
        }
    }
}
