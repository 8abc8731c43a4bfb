package dev.sitefailover.assertj;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.simulation.Account;
import dev.sitefailover.simulation.Trace;
import dev.sitefailover.simulation.TraceRecorder;

/**
 * The door to the assertions of this library. Its {@code assertThat} may be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * FailoverRecording recording = FailoverRecording.in(organiser);
 * try (SiteFailover<Ccass> client = builder.listener(recording).start()) {
 *     organiser.at(ofMinutes(10), () -> organiser.site("primary").inflict(Fault.crash()));
 *     organiser.runFor(ofMinutes(20));
 *     assertThat(client).isRoutedTo("secondary").isSettled();
 *     assertThat(recording).hasSwitched(1).recoveredWithin(ofSeconds(5)).hasNothingInDoubt();
 * }
 * }</pre>
 */
public final class FailoverAssertions {
    private FailoverAssertions() {}

    /** About a client as it is now. */
    public static SiteFailoverAssert assertThat(SiteFailover<?> actual) {
        return new SiteFailoverAssert(actual);
    }

    /** About what a client has done. */
    public static RecordingAssert assertThat(FailoverRecording actual) {
        return new RecordingAssert(actual);
    }

    /** About what a rehearsal found. */
    public static ReportAssert assertThat(Report actual) {
        return new ReportAssert(actual);
    }

    /** About the fingerprint of a simulation. */
    public static TraceAssert assertThat(Trace actual) {
        return new TraceAssert(actual);
    }

    /** About the events of a simulation, as far as the recorder was shown them. */
    public static TraceRecorderAssert assertThat(TraceRecorder actual) {
        return new TraceRecorderAssert(actual);
    }

    /** About what a participant's submissions came to. */
    public static AccountAssert assertThat(Account actual) {
        return new AccountAssert(actual);
    }
}
