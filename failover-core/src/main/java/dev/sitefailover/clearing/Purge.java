package dev.sitefailover.clearing;

/**
 * Removes the participant's rehearsal submissions at every site; a site that is down follows at its next
 * resynchronisation.
 *
 * @param participant whose submissions
 */
public record Purge(String participant) implements ClearingRequest {
    static final String OPERATION = "purge";

    @Override
    public String operation() {
        return OPERATION;
    }
}
