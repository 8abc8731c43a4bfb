package dev.sitefailover.control;

/** What the controller is about. */
public enum Phase {
    /** Not started yet. */
    NEW,
    /** Nothing is under way and calls go nowhere. */
    DETACHED,
    /** Nothing is under way and calls go to the assigned site. */
    ATTACHED,
    /** The route is closed and calls in flight at the old site may finish. */
    DRAINING,
    /** The old site is being left. */
    DEACTIVATING,
    /** The authority is asked for the next epoch. */
    CLAIMING,
    /** The new site is being logged on to. */
    ACTIVATING,
    /** The new site is asked whether it really serves. */
    VERIFYING,
    /** A failed activation is being taken back. */
    UNDOING,
    /** The engine was told to stop and leaves the site it is at. */
    CLOSING,
    /** The end; nothing leads out of here. */
    CLOSED;

    /** Whether a decision may be taken: started, nothing under way, not closing. */
    public boolean isIdle() {
        return this == ATTACHED || this == DETACHED;
    }
}
