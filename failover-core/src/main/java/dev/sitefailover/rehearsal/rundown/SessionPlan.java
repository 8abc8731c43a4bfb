package dev.sitefailover.rehearsal.rundown;

import java.time.ZonedDateTime;
import java.util.List;

/**
 * One window at one site. Immutable.
 *
 * @param id unique in the rundown
 * @param title what people call it; the id when not given
 * @param from the window's start, in the rundown's zone
 * @param to the window's end, not part of it; after {@code from}
 * @param site id of the site where the session ends up
 * @param startsAt id of the site that serves by plan when the window opens: {@code site}, or where the session before
 *     ended (at first the primary) when a step of this one moves
 * @param subjectTo ids of the earlier sessions that must have passed
 * @param steps in order, at least one
 */
public record SessionPlan(
        String id,
        String title,
        ZonedDateTime from,
        ZonedDateTime to,
        String site,
        String startsAt,
        List<String> subjectTo,
        List<StepPlan> steps) {

    public SessionPlan {
        RundownChecks.notBlank("session.id", id);
        RundownChecks.notBlank("session.title", title);
        subjectTo = List.copyOf(subjectTo);
        steps = List.copyOf(steps);
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("session.window must end after its start " + from + ", was " + to);
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("session.steps must hold at least one step, was []");
        }
    }

    /** Whether a step of this session moves from one site to another. */
    public boolean moves() {
        return steps.stream().anyMatch(plan -> plan.step() instanceof Step.Move);
    }
}
