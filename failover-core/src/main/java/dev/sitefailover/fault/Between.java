package dev.sitefailover.fault;

/** What a partition cuts off from the site. */
public enum Between {
    /** The participants' client systems. */
    CLIENT,
    /** The other sites: replication. */
    SITE
}
