package dev.sitefailover.rehearsal.rundown;

/**
 * Background calls per participant and second while a session is open; fractions are allowed. Immutable.
 *
 * @param enquiries 0 to {@link #HIGHEST}; 2 by default
 * @param submissions 0 to {@link #HIGHEST}; 1 by default
 */
public record Workload(double enquiries, double submissions) {

    /** More per second than any participant sends, and few enough to be told apart in nanoseconds. */
    public static final double HIGHEST = 1_000_000;

    /** What a rundown without a workload gets. */
    public static final Workload DEFAULT = new Workload(2, 1);

    public Workload {
        RundownChecks.rate("workload.enquiries", enquiries);
        RundownChecks.rate("workload.submissions", submissions);
    }
}
