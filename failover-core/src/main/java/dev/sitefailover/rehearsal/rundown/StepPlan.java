package dev.sitefailover.rehearsal.rundown;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * One step of a session. Immutable.
 *
 * @param step what is done
 * @param title what people call it; the kind when not given
 * @param at the earliest start, inside the session's window; empty: when the step above ends
 * @param within the limit, counted from the step's start; the window's end always bounds it
 * @param optional whether the session passes even when this step does not
 * @param servingBefore id of the site that serves by plan when the step starts
 */
public record StepPlan(
        Step step,
        String title,
        Optional<ZonedDateTime> at,
        Optional<Duration> within,
        boolean optional,
        String servingBefore) {

    public StepPlan {
        RundownChecks.notBlank("step.title", title);
        within.ifPresent(value -> RundownChecks.duration("step.within", value));
    }

    /** Id of the site that serves by plan when the step has ended; where it is judged. */
    public String servingAfter() {
        return step instanceof Step.Move move ? move.to() : servingBefore;
    }
}
