package dev.sitefailover.clearing;

import java.time.Instant;

/**
 * Asks what became of a submission whose acknowledgement never came.
 *
 * @param participant whose submission
 * @param number its number
 * @param sentAt when it was sent: a site whose copy may not reach that far answers {@link Disposition#UNKNOWN}
 */
public record FindSubmission(String participant, long number, Instant sentAt) implements ClearingRequest {
    static final String OPERATION = "find-submission";

    @Override
    public String operation() {
        return OPERATION;
    }
}
