package dev.sitefailover.assertj;

import static dev.sitefailover.assertj.Failing.assertFailure;
import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofSeconds;

import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.simulation.TraceRecorder;
import org.junit.jupiter.api.Test;

class TraceAssertTest {

    /** A submission, a crash after ten seconds, a promotion after twenty, the submission again. */
    private static Simulation run(TraceRecorder recorder, boolean looksAtKeys) {
        var settings = Simulation.seeded(1)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").trailing(ofSeconds(1)));
        Simulation organiser = (looksAtKeys ? settings : settings.ignoringKeys()).start();
        organiser.trace().observeAll(recorder);
        organiser.at(ofSeconds(1), () -> submit(organiser, "primary"));
        organiser.at(ofSeconds(10), () -> organiser.site("primary").inflict(Fault.crash()));
        organiser.at(ofSeconds(20), () -> organiser.site("secondary").promote());
        organiser.at(ofSeconds(21), () -> submit(organiser, "secondary"));
        organiser.runFor(ofSeconds(30));
        return organiser;
    }

    private static void submit(Simulation organiser, String site) {
        organiser.endpoint("P001", site).send(new Submission("P001", 1));
    }

    @Test
    void aRunThatIsAsExpectedPasses() {
        TraceRecorder recorder = new TraceRecorder();
        Simulation organiser = run(recorder, true);
        assertThat(recorder)
                .in(organiser)
                .hasOnce("site-promoted")
                .hasNever("submissions-lost")
                .hasNoneAfter(ofSeconds(10), "submission-applied")
                .hasNoneAfterLast("site-crashed", "fault-inflicted")
                .hasAppliedNothingTwice();
        assertThat(organiser.account("P001"))
                .hasAcknowledged(1)
                .hasLostNothing()
                .hasDuplicatedNothing();
    }

    @Test
    void theNumberOfEventsOfATypeIsToldWithWhatThereIsInstead() {
        TraceRecorder recorder = new TraceRecorder();
        Simulation organiser = run(recorder, true);
        assertFailure(
                () -> assertThat(recorder).in(organiser).has(2, "site-crashed"),
                """
                Expecting site-crashed exactly twice, but it is there once.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                  > 00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                    00:00:20.000  secondary is promoted and serves
                    00:00:21.002  submission 1 of P001 came again at secondary
                """);
        assertFailure(
                () -> assertThat(recorder).in(organiser).hasOnce("site-crashes"),
                """
                Expecting site-crashes exactly once, but it is there never; the recorder was shown duplicate-seen, fault-inflicted, site-closed, site-crashed, site-promoted, submission-applied.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                    00:00:20.000  secondary is promoted and serves
                    00:00:21.002  submission 1 of P001 came again at secondary
                """);
        assertFailure(
                () -> assertThat(recorder).hasNever("site-promoted"),
                """
                Expecting site-promoted never, but it is there once.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission-applied actor 0
                    00:00:10.000  fault-inflicted actor 0 crash
                    00:00:10.000  site-crashed actor 0
                    00:00:20.000  site-closed actor 0
                  > 00:00:20.000  site-promoted actor 1
                    00:00:21.002  duplicate-seen actor 1
                """);
    }

    @Test
    void whatComesTooLateIsMarked() {
        TraceRecorder recorder = new TraceRecorder();
        Simulation organiser = run(recorder, true);
        assertFailure(
                () -> assertThat(recorder).in(organiser).hasNoneAfter(ofSeconds(10), "site-promoted"),
                """
                Expecting no site-promoted after 00:00:10.000, but there is 1, the first at 00:00:20.000.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                  > 00:00:20.000  secondary is promoted and serves
                    00:00:21.002  submission 1 of P001 came again at secondary
                """);
        assertFailure(
                () -> assertThat(recorder).in(organiser).hasNoneAfterLast("site-crashed", "site-promoted"),
                """
                Expecting no site-promoted after the last site-crashed at 00:00:10.000, but there is 1.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                  > 00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                  > 00:00:20.000  secondary is promoted and serves
                    00:00:21.002  submission 1 of P001 came again at secondary
                """);
        assertFailure(
                () -> assertThat(recorder).in(organiser).hasNoneAfterLast("site-burnt", "site-promoted"),
                """
                Expecting no site-promoted after the last site-burnt, but there is no site-burnt; the recorder was shown duplicate-seen, fault-inflicted, site-closed, site-crashed, site-promoted, submission-applied.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                    00:00:20.000  secondary is promoted and serves
                    00:00:21.002  submission 1 of P001 came again at secondary
                """);
    }

    @Test
    void anEffectThatIsRepeatedIsMarkedAndCountsInTheAccount() {
        TraceRecorder recorder = new TraceRecorder();
        Simulation organiser = run(recorder, false);
        assertFailure(
                () -> assertThat(recorder).in(organiser).hasAppliedNothingTwice(),
                """
                Expecting every submission to take effect once, but 1 effect was repeated.
                What the sites did (virtual time since the start):
                    00:00:01.003  submission 1 of P001 applied at primary
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:20.000  primary closes and stands by
                    00:00:20.000  secondary is promoted and serves
                  > 00:00:21.002  submission 1 of P001 applied twice at secondary
                """);
        assertFailure(
                () -> assertThat(organiser.account("P001")).hasDuplicatedNothing(),
                """
                Expecting every submission to take effect once, but 1 effect was repeated.
                Somebody sent again what was in doubt, to a site that does not look at keys.
                The account: 1 acknowledged, 0 lost, 1 repeated, rpo 0 s.
                """);
        assertFailure(
                () -> assertThat(organiser.account("P001")).hasAcknowledged(2),
                """
                Expecting 2 submissions to be acknowledged, but 1 is.
                The account: 1 acknowledged, 0 lost, 1 repeated, rpo 0 s.
                """);
    }

    @Test
    void whatWasAcknowledgedAndNotYetReplicatedIsLost() {
        Simulation organiser = Simulation.seeded(1)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").trailing(ofSeconds(60)))
                .start();
        submit(organiser, "primary");
        organiser.runFor(ofSeconds(10));
        organiser.site("primary").inflict(Fault.crash());
        organiser.site("secondary").promote();
        assertFailure(
                () -> assertThat(organiser.account("P001")).hasLostNothing(),
                """
                Expecting no acknowledged submission to be lost, but 1 is, the oldest 9.994 s old when its site shut down.
                The organiser's sites replicate with a lag: what was acknowledged shortly before a crash has to be compared and submitted again.
                The account: 1 acknowledged, 1 lost, 0 repeated, rpo 9.994 s.
                """);
    }

    @Test
    void theSameRunHasTheSameTrace() {
        TraceRecorder first = new TraceRecorder();
        TraceRecorder second = new TraceRecorder();
        Simulation one = run(first, true);
        Simulation other = run(second, true);
        assertThat(one.trace())
                .isSameRunAs(other.trace())
                .hasDigest(other.trace().digest())
                .hasEvents(6);
        assertThat(first).isSameRunAs(second);
    }

    @Test
    void anotherRunHasAnotherTrace() {
        TraceRecorder first = new TraceRecorder();
        TraceRecorder second = new TraceRecorder();
        Simulation one = run(first, true);
        Simulation other = run(second, false);
        assertFailure(
                () -> assertThat(one.trace()).isSameRunAs(other.trace()),
                """
                Expecting the same run twice, but one has 6 events and digest
                  %s
                the other 6 events and digest
                  %s
                Something depends on the machine or on what ran before.
                To see where they part: Divergence.ofTwoRuns(recorder -> run with simulation.trace().observeAll(recorder)).
                """
                        .formatted(one.trace().digest(), other.trace().digest()));
        assertFailure(
                () -> assertThat(one.trace()).hasDigest("00"),
                """
                Expecting the trace's digest to be
                  00
                but it is
                  %s
                over 6 events.
                Something depends on the machine or on what ran before.
                To see where they part: Divergence.ofTwoRuns(recorder -> run with simulation.trace().observeAll(recorder)).
                """
                        .formatted(one.trace().digest()));
        assertFailure(
                () -> assertThat(one.trace()).hasEvents(7),
                """
                Expecting a trace of 7 events, but it has 6.
                """);
        assertFailure(
                () -> assertThat(first).isSameRunAs(second),
                """
                Expecting the same run twice, but the two runs part here
                  both    #2 PT10S actor 0 site-crashed 0 0
                  both    #3 PT20S actor 0 site-closed 0 0
                  both    #4 PT20S actor 1 site-promoted 0 0
                  first   #5 PT21.002706393S actor 1 duplicate-seen 0 1
                  second  #5 PT21.002706393S actor 1 submission-applied-twice 0 1
                """);
    }
}
