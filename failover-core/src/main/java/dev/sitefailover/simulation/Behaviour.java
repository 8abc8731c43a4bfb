package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.runtime.Chance;

/**
 * A fault at work: asked about every message it meets, at each stage where it touches it and the message comes, in the
 * order the faults were placed. An answer depends on the message, the time and the draws for this message only.
 */
interface Behaviour {

    /**
     * Whether it may do anything to such a request at that stage; if not, it is never asked. Depends on the stage and the
     * request's class alone and is always the same, for it is remembered.
     */
    boolean touches(Stage stage, ClearingRequest request);

    /** The client connects. */
    default Verdict connect(Message message, long now, Chance chance) {
        return Verdict.PASS;
    }

    /** The request arrives at the site; it has not been processed. */
    default Verdict request(Message message, long now, Chance chance) {
        return Verdict.PASS;
    }

    /** The reply leaves the site; the request has been processed. */
    default Verdict response(Message message, long now, Chance chance) {
        return Verdict.PASS;
    }
}
