package dev.sitefailover.search;

/** What people may do in a scenario, besides the faults. */
public enum ActKind {
    /** {@link Act.Promote}. */
    PROMOTE,
    /** {@link Act.StandBy}, and another site is promoted a little later. */
    STAND_BY,
    /** {@link Act.Resynchronise}. */
    RESYNCHRONISE,
    /** {@link Act.Restore}. */
    RESTORE,
    /** {@link Act.Declare}. */
    DECLARE,
    /** {@link Act.Hold}. */
    HOLD,
    /** {@link Act.Restart}. */
    RESTART,
    /** {@link Act.StepClock}. */
    STEP_CLOCK
}
