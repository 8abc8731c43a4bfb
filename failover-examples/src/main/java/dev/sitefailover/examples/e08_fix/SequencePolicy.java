package dev.sitefailover.examples.e08_fix;

/** What becomes of the sequence numbers when the session moves. */
public enum SequencePolicy {
    /**
     * They go on: the store follows the move and the logon tells the new site what to send next
     * (NextExpectedMsgSeqNum). What the new site missed it asks for again, and gets marked as a possible duplicate.
     */
    KEEP,
    /** Both sides start at 1 (ResetSeqNumFlag). Nothing is sent again by the session: business is settled by enquiry. */
    RESET
}
