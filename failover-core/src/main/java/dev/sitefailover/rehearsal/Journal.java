package dev.sitefailover.rehearsal;

/**
 * Takes down one participant's events: all of them for the fingerprint, those that explain the run also in words. Used
 * by the station's own thread of events.
 */
public interface Journal {

    /** A call ended. */
    void call(CallKind kind, CallResult result, long number);

    /** A probe changed nothing or something; counted for the fingerprint only. */
    void probe(int site, int health);

    /**
     * Something that explains the run.
     *
     * @param type a short name in kebab case
     * @param text one line
     */
    void explain(String type, String text);

    /** What a call was for. */
    enum CallKind {
        ENQUIRY,
        SUBMISSION,
        GREETING,
        REPORT,
        PURGE
    }

    /** How a call ended. */
    enum CallResult {
        SUCCEEDED,
        FAILED,
        IN_DOUBT
    }
}
