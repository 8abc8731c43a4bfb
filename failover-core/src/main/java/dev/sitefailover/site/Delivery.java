package dev.sitefailover.site;

/** What is known of a request that did not come back with an answer. */
public enum Delivery {
    /** It never left: safe to send elsewhere. */
    NOT_SENT,
    /** The site refused it before doing anything (closed for business, connection refused): safe to send elsewhere. */
    REFUSED,
    /** It was sent and the outcome is unknown. */
    IN_DOUBT
}
