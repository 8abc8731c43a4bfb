package dev.sitefailover.monitoring;

import java.util.Map;

/**
 * A client's status and the operator's hand, as JConsole and its like show them. Every attribute is read on its own;
 * {@link #getStatusText()} is one consistent picture. Operations throw {@link IllegalArgumentException} for an unknown
 * site or a time out of range.
 */
public interface FailoverMXBean {

    /** What the engine is about. */
    String getPhase();

    /** The id of the site where we belong. */
    String getAssigned();

    /** The id of the site calls go to; empty for nowhere. */
    String getRouted();

    /** The epoch of the assignment. */
    long getEpoch();

    /** Seconds for which automatic moves are still held; 0 when they are not. */
    double getHeldForSeconds();

    /** Calls without an outcome yet. */
    int getInFlight();

    /** Calls among them that wait for a route. */
    int getWaiting();

    /** Blocking calls past their deadline that ignore it. */
    int getOverdue();

    /** Open entries of the in-doubt register. */
    int getInDoubt();

    /** One row for each site, in order of preference, by its id. */
    Map<String, SiteRow> getSites();

    /** The whole status for people, several lines. */
    String getStatusText();

    /** No automatic moves for so many seconds, 24 h at most; replaces an earlier hold. */
    void hold(long seconds, String reason);

    /** Ends a hold. */
    void release();

    /**
     * Declares a move, calls in flight may finish; waits a minute for its end at most.
     *
     * @return how it ended, or that it is still under way
     */
    String switchTo(String site, String reason);

    /** That site is not chosen automatically for so many seconds, 24 h at most. */
    void exclude(String site, long seconds, String reason);

    /** Ends an exclusion. */
    void include(String site);

    /**
     * Enquires about every open entry in doubt, now; waits a minute for the answers at most.
     *
     * @return how many entries are open afterwards
     */
    int reconcile();
}
