package dev.sitefailover.simulation;

import dev.sitefailover.fault.Fault;

/**
 * Tells the trace what one site does; the actor is the site's place in the order of preference, from 0. Single
 * submissions count and are hashed, everything else explains the run.
 */
final class SiteJournal {
    private static final TraceType APPLIED = TraceType.of("submission-applied");
    private static final TraceType DUPLICATE_SEEN = TraceType.of("duplicate-seen");
    private static final TraceType APPLIED_TWICE = TraceType.explaining("submission-applied-twice");
    private static final TraceType LOST = TraceType.explaining("submissions-lost");
    private static final TraceType PURGED = TraceType.explaining("submissions-purged");
    private static final TraceType INFLICTED = TraceType.explaining("fault-inflicted");
    private static final TraceType LIFTED = TraceType.explaining("fault-lifted");
    private static final TraceType CRASHED = TraceType.explaining("site-crashed");
    private static final TraceType RESTARTED = TraceType.explaining("site-restarted");
    private static final TraceType PROMOTED = TraceType.explaining("site-promoted");
    private static final TraceType CLOSED = TraceType.explaining("site-closed");
    private static final TraceType RESYNCHRONISED = TraceType.explaining("site-resynchronised");

    private final Trace trace;
    private final int site;

    SiteJournal(Trace trace, int site) {
        this.trace = trace;
        this.site = site;
    }

    int site() {
        return site;
    }

    void applied(Desk desk, long number) {
        trace.record(APPLIED, site, desk.index, number);
    }

    void duplicateSeen(Desk desk, long number) {
        trace.record(DUPLICATE_SEEN, site, desk.index, number);
    }

    void appliedTwice(Desk desk, long number) {
        trace.record(APPLIED_TWICE, site, desk.index, number);
    }

    /** This site, which now holds the truth, lacks that many acknowledged submissions. */
    void lost(Desk desk, long count) {
        trace.record(LOST, site, desk.index, count);
    }

    void purged(Desk desk, long count) {
        trace.record(PURGED, site, desk.index, count);
    }

    /** The kind only: the parameters are in the rundown, and how a double prints depends on the Java version. */
    void inflicted(Fault fault) {
        trace.record(INFLICTED, site, fault.kind());
    }

    void lifted(Fault fault) {
        trace.record(LIFTED, site, fault.kind());
    }

    void crashed() {
        trace.record(CRASHED, site, 0, 0);
    }

    void restarted() {
        trace.record(RESTARTED, site, 0, 0);
    }

    void promoted() {
        trace.record(PROMOTED, site, 0, 0);
    }

    void closed() {
        trace.record(CLOSED, site, 0, 0);
    }

    void resynchronisedFrom(SimulatedSite other) {
        trace.record(RESYNCHRONISED, site, other.journal().site(), 0);
    }
}
