package dev.sitefailover.routing;

/** What an enquiry found out about an operation in doubt. */
public enum Finding {
    /** The site has it: it happened, once. */
    APPLIED,
    /**
     * The site asked does not have it, in this epoch. Behind replication lag it may still be on its way from the other
     * site, so only the same key may be sent again. From the very site and epoch it was sent to, believed only after
     * {@link CallSettings#absentAfter()}.
     */
    ABSENT,
    /** The site cannot tell (yet): the entry stays open. */
    UNKNOWN
}
