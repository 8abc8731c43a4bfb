package dev.sitefailover.site;

/** What a site answered. Implementations are immutable. */
public interface Reply {

    /** How the site took the request. */
    Status status();

    /** The wire form; simulated sites never ask for it. */
    byte[] body();

    /** How a site takes a request. */
    enum Status {
        /** Done. */
        OK,
        /** Understood and turned down for a business reason: an answer like any other. */
        BUSINESS_ERROR,
        /** Not done: the site is not open for business (standby). */
        CLOSED,
        /** Not done, or not known whether done: the site failed inside. */
        FAILED
    }
}
