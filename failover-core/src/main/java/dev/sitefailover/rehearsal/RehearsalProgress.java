package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Instant;

/** Hears how far a rehearsal is. Called by the thread that runs it; be short. */
public interface RehearsalProgress {

    /** Nobody listens. */
    RehearsalProgress NONE = new RehearsalProgress() {};

    /** A session begins. */
    default void sessionStarted(SessionPlan session) {}

    /** A session ended, or was skipped. */
    default void sessionEnded(SessionResult result) {}

    /** A step begins. */
    default void stepStarted(SessionPlan session, StepPlan step, Instant at) {}

    /** A step ended, or was skipped. */
    default void stepEnded(SessionPlan session, StepResult result) {}

    /**
     * Time has passed.
     *
     * @param now in the rundown's time
     * @param fraction of all windows that is behind, 0 to 1
     * @param operations calls and probes so far
     */
    default void advanced(Instant now, double fraction, long operations) {}
}
