package dev.sitefailover.rehearsal.rundown;

/** What makes a client system move. */
public enum Mode {
    /** Its own policy, from what it observes. */
    AUTOMATIC,
    /** The organiser's or operator's word. */
    DECLARED
}
