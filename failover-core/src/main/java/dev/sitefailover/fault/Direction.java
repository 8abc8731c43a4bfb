package dev.sitefailover.fault;

/** Which messages a partition loses. */
public enum Direction {
    /** Those to the site; between sites, what the site sends to its copies. */
    REQUEST,
    /** Those from the site; between sites, what the site receives as a copy. */
    RESPONSE,
    /** All of them. */
    BOTH
}
