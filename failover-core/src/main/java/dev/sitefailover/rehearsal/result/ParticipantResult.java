package dev.sitefailover.rehearsal.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one participant fared.
 *
 * @param id as in the rundown
 * @param title what people call it; the id when not given
 * @param registered when it registered, when the rundown says
 * @param verdict PASSED, FAILED or REFUSED
 * @param detail why; empty when there is nothing to say
 */
public record ParticipantResult(String id, String title, @Nullable Instant registered, Verdict verdict, String detail) {

    public ParticipantResult {
        Checks.notBlank("participant id", id);
        Checks.oneOf("participant verdict", verdict, Verdict.PASSED, Verdict.FAILED, Verdict.REFUSED);
    }

    /** A participant without title and registration date. */
    public static ParticipantResult of(String id, Verdict verdict, String detail) {
        return new ParticipantResult(id, id, null, verdict, detail);
    }
}
