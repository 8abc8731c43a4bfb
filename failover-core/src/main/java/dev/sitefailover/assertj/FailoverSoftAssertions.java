package dev.sitefailover.assertj;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.simulation.Account;
import dev.sitefailover.simulation.Trace;
import dev.sitefailover.simulation.TraceRecorder;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;

/**
 * Soft assertions that know this library's types besides AssertJ's own: all are looked at, and what fails is reported
 * together.
 *
 * <pre>{@code
 * FailoverSoftAssertions.softly(softly -> {
 *     softly.assertThat(recording).hasSwitched(1);
 *     softly.assertThat(client).hasNothingInDoubt();
 *     softly.assertThat(receipts).hasSize(100);
 * });
 * }</pre>
 */
public class FailoverSoftAssertions extends SoftAssertions {

    /** None yet; {@link #assertAll()} reports what failed. */
    public FailoverSoftAssertions() {}

    /** Makes assertions and reports all that fail. */
    public static void softly(Consumer<FailoverSoftAssertions> assertions) {
        FailoverSoftAssertions softly = new FailoverSoftAssertions();
        assertions.accept(softly);
        softly.assertAll();
    }

    /** About a client as it is now. */
    public SiteFailoverAssert assertThat(SiteFailover<?> actual) {
        return proxy(SiteFailoverAssert.class, SiteFailover.class, actual);
    }

    /** About what a client has done. */
    public RecordingAssert assertThat(FailoverRecording actual) {
        return proxy(RecordingAssert.class, FailoverRecording.class, actual);
    }

    /** About what a rehearsal found. */
    public ReportAssert assertThat(Report actual) {
        return proxy(ReportAssert.class, Report.class, actual);
    }

    /** About the fingerprint of a simulation. */
    public TraceAssert assertThat(Trace actual) {
        return proxy(TraceAssert.class, Trace.class, actual);
    }

    /** About the events of a simulation. */
    public TraceRecorderAssert assertThat(TraceRecorder actual) {
        return proxy(TraceRecorderAssert.class, TraceRecorder.class, actual);
    }

    /** About what a participant's submissions came to. */
    public AccountAssert assertThat(Account actual) {
        return proxy(AccountAssert.class, Account.class, actual);
    }
}
