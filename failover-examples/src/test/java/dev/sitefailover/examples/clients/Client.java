package dev.sitefailover.examples.clients;

import java.time.Duration;

/** A gateway's client, as a test uses it. */
interface Client {
    String PRIMARY = "primary";
    String SECONDARY = "secondary";
    /** Its outcome is unknown, and the client says so. */
    String IN_DOUBT = "in doubt";
    /** It was certainly not carried out, and the client says so. */
    String NOT_DONE = "not done";

    /**
     * Has something take effect that must take effect once.
     *
     * @return the site that acknowledged it, or one of the words above
     * @throws Exception what the client throws, unchanged
     */
    String write(String key) throws Exception;

    /** More than any timeout that it has: what does not return by then never will. */
    default Duration patience() {
        return Duration.ofMillis(3_500);
    }

    /** Whether it is known before that that it will not return. */
    default boolean isHopeless() {
        return false;
    }

    /** Ends it; what is in doubt is settled before. */
    void end() throws Exception;
}
