package dev.sitefailover.site;

/** What is known of a site, from worst to best. */
public enum Health {
    /** Nothing is known yet. */
    UNKNOWN,
    /** It does not answer, or answers so that no business is possible. */
    DOWN,
    /** It answers, but is closed for business until the organiser promotes it. */
    STANDBY,
    /** It is open for business. */
    SERVING
}
