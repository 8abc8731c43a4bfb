package dev.sitefailover.search;

import dev.sitefailover.routing.Operation;

/** A business call of a gateway as a {@link Invariant.Watch} sees it. Times are nanoseconds since the start of the run. */
public interface OpenCall {

    /** Whose it is, from 0. */
    int gateway();

    /** What it does. */
    Operation operation();

    /** Of the submission; 0 for an enquiry. */
    long number();

    /** When it was made. */
    long startedAt();

    /** When it must have its outcome. */
    long deadline();

    /** Whether it has its outcome. */
    boolean isEnded();
}
