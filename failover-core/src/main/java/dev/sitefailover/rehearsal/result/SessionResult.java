package dev.sitefailover.rehearsal.result;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one session came out.
 *
 * @param id as in the rundown
 * @param title what people call it; the id when not given
 * @param site where it was to end up
 * @param from the window's start
 * @param to the window's end
 * @param verdict PASSED, FAILED or SKIPPED
 * @param detail why; empty when there is nothing to say
 * @param steps in order; those of a skipped session are skipped too
 * @param timeline calls and health over the window, for the drawings; null when the session did not run
 */
public record SessionResult(
        String id,
        String title,
        String site,
        Instant from,
        Instant to,
        Verdict verdict,
        String detail,
        List<StepResult> steps,
        @Nullable SessionTimeline timeline) {

    /** The detail of a session that was not held because the rehearsal was stopped before. */
    public static final String INTERRUPTED = "interrupted";

    public SessionResult {
        Checks.notBlank("session id", id);
        Checks.oneOf("session verdict", verdict, Verdict.PASSED, Verdict.FAILED, Verdict.SKIPPED);
        Checks.ordered("session from", from, "to", to);
        steps = List.copyOf(steps);
        if (verdict == Verdict.PASSED && steps.stream().anyMatch(StepResult::failsSession)) {
            throw new IllegalArgumentException(
                    "session " + id + " must not be PASSED with a required step that is not");
        }
    }

    /** Whether it was not held because the rehearsal was stopped before. */
    public boolean isInterrupted() {
        return verdict == Verdict.SKIPPED && detail.equals(INTERRUPTED);
    }
}
