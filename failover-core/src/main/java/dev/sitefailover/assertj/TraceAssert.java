package dev.sitefailover.assertj;

import dev.sitefailover.simulation.Trace;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the fingerprint of a simulation; about its events, give the trace a {@code TraceRecorder}. */
public class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
    private static final String WAY_OUT =
            "\nSomething depends on the machine or on what ran before.\nTo see where they part:"
                    + " Divergence.ofTwoRuns(recorder -> run with simulation.trace().observeAll(recorder)).";

    /** Use {@link FailoverAssertions#assertThat(Trace)}. */
    public TraceAssert(Trace actual) {
        super(actual, TraceAssert.class);
    }

    /** Everything that happened is what had this digest. */
    public TraceAssert hasDigest(String sha256) {
        isNotNull();
        String digest = actual.digest();
        if (!digest.equals(sha256)) {
            failWithActualExpectedAndMessage(
                    digest,
                    sha256,
                    "%s",
                    "\nExpecting the trace's digest to be\n  " + sha256 + "\nbut it is\n  " + digest + "\nover "
                            + Words.count(actual.events(), "event") + "." + WAY_OUT);
        }
        return this;
    }

    /** The other simulation did the same, event for event, at the same nanoseconds. */
    public TraceAssert isSameRunAs(Trace other) {
        isNotNull();
        if (!actual.digest().equals(other.digest())) {
            failWithActualExpectedAndMessage(
                    actual.digest(),
                    other.digest(),
                    "%s",
                    "\nExpecting the same run twice, but one has " + Words.count(actual.events(), "event")
                            + " and digest\n  "
                            + actual.digest() + "\nthe other " + Words.count(other.events(), "event")
                            + " and digest\n  " + other.digest() + WAY_OUT);
        }
        return this;
    }

    /** So many events were recorded, those that only count included. */
    public TraceAssert hasEvents(long count) {
        isNotNull();
        if (actual.events() != count) {
            failWithActualExpectedAndMessage(
                    actual.events(),
                    count,
                    "%s",
                    "\nExpecting a trace of " + Words.count(count, "event") + ", but it has " + actual.events() + ".");
        }
        return this;
    }
}
