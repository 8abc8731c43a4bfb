package dev.sitefailover.rehearsal.rundown;

/** Who does a task or signs. */
public enum Party {
    /** Each participant. */
    PARTICIPANT,
    /** The organiser. */
    ORGANISER
}
