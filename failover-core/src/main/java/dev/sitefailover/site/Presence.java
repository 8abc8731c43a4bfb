package dev.sitefailover.site;

/** Whether anybody is at a site's address at all, below the protocol. */
public enum Presence {
    /** A connection was accepted; whether by a healthy site, probes decide. */
    LISTENING,
    /** A connection was refused: the machine is there, the site is not. */
    REFUSED,
    /** No telling. */
    UNKNOWN
}
