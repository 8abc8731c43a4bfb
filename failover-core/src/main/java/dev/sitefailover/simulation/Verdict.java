package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.site.EndpointException;

/** What one fault makes of one message at one stage. */
sealed interface Verdict {
    Verdict PASS = new Pass();
    Verdict DROP = new Drop();
    Verdict TWICE = new Twice();
    Verdict CORRUPT = new Corrupt();

    /** Nothing happens. */
    record Pass() implements Verdict {}

    /** It is never seen again, and nobody is told. */
    record Drop() implements Verdict {}

    /** It arrives twice. */
    record Twice() implements Verdict {}

    /** Its content is damaged. */
    record Corrupt() implements Verdict {}

    /** The answer comes that much later. */
    record Delay(long nanos) implements Verdict {}

    /** The site answers something else, having done what was asked. */
    record Change(Alteration by) implements Verdict {}

    /** Makes another answer of one. */
    @FunctionalInterface
    interface Alteration {
        ClearingReply apply(ClearingReply answer);
    }

    /** The client learns of a failure instead of an answer. */
    record Fail(EndpointException failure) implements Verdict {}

    /** The site answers this and does nothing. */
    record Answer(ClearingReply reply) implements Verdict {}
}
