package dev.sitefailover.rehearsal.rundown;

/** When a site is open for business. */
public enum Serves {
    /** Standby until the organiser promotes it. */
    PROMOTED,
    /** Always, whichever site serves by plan. */
    ALWAYS
}
