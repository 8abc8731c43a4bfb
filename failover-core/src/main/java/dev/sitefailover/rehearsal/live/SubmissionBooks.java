package dev.sitefailover.rehearsal.live;

/** One participant's submissions at one site, as they were when they were asked for. Safe for use by several threads. */
public interface SubmissionBooks {
    /** Whether the submission took effect there, also when it was purged since. */
    boolean applied(long number);

    /** How many effects were repeated; 0 where that cannot be known. */
    long twice();

    /** Submissions that have not been purged; 0 where that cannot be known. */
    long held();

    /**
     * How many submissions in a row, the newest first, must be there for the older ones to be believed: what a move loses
     * is the end. Books that are asked one by one save questions; default: all are looked up.
     */
    default int enough() {
        return Integer.MAX_VALUE;
    }
}
