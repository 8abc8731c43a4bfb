package dev.sitefailover.assertj;

import static dev.sitefailover.assertj.Failing.assertFailure;
import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.InflictedFault;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecordingAssertTest {
    private static final Site PRIMARY = Site.of("primary");
    private static final Site SECONDARY = Site.of("secondary");

    private static Outage crashAfterTenSeconds(Outage outage) {
        outage.organiser.at(
                ofSeconds(10), () -> outage.organiser.site("primary").inflict(Fault.crash()));
        return outage;
    }

    @Test
    void aMoveToTheOpenSecondaryIsSeenAsOne() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(20))) {
            assertThat(o.recording)
                    .hasSwitched(1)
                    .hasSwitchedOnceTo("secondary")
                    .isRoutedTo("secondary")
                    .wasNeverRoutedToTwoSites()
                    .hasGrowingEpochs()
                    .recoveredWithin(ofMillis(56))
                    .followedWithin(ofMillis(56))
                    .wasNeverInDoubt()
                    .hasNothingInDoubt()
                    .hasLostNoCall();
            assertThat(o.recording.switchovers()).extracting(Switchover::to).containsExactly(SECONDARY);
        }
    }

    @Test
    void aMoveThatWasNotExpectedIsMarkedInTheTimeline() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(20))) {
            assertFailure(
                    () -> assertThat(o.recording).hasNotSwitched(),
                    """
                Expecting the client not to have switched, but it did so once.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is SERVING, was UNKNOWN
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:10.043  decided to move to secondary: primary is DOWN
                    00:00:10.043  calls go nowhere, primary was left: primary is DOWN
                    00:00:10.049  calls go to secondary in epoch 2
                  > 00:00:10.049  moved from primary to secondary in epoch 2
                    00:00:10.055  first call answered by secondary in epoch 2
                """);
            assertFailure(
                    () -> assertThat(o.recording).hasSwitched(2),
                    """
                Expecting the client to have switched exactly twice, but it did so once.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is SERVING, was UNKNOWN
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:10.043  decided to move to secondary: primary is DOWN
                    00:00:10.043  calls go nowhere, primary was left: primary is DOWN
                    00:00:10.049  calls go to secondary in epoch 2
                  > 00:00:10.049  moved from primary to secondary in epoch 2
                    00:00:10.055  first call answered by secondary in epoch 2
                """);
        }
    }

    @Test
    void whoHasNotMovedHasNotSwitched() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            assertThat(o.recording).hasNotSwitched().isRoutedTo("primary");
            assertFailure(
                    () -> assertThat(o.recording).hasSwitchedOnceTo("secondary"),
                    """
                Expecting the client to have switched to secondary exactly once, but it did not.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                """);
        }
    }

    @Test
    void aMoveElsewhereIsNoMoveThere() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(20))) {
            assertFailure(
                    () -> assertThat(o.recording).hasSwitchedOnceTo("primary"),
                    """
                Expecting the client to have switched to primary exactly once, but it did not, only elsewhere.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is SERVING, was UNKNOWN
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:10.043  decided to move to secondary: primary is DOWN
                    00:00:10.043  calls go nowhere, primary was left: primary is DOWN
                    00:00:10.049  calls go to secondary in epoch 2
                  > 00:00:10.049  moved from primary to secondary in epoch 2
                    00:00:10.055  first call answered by secondary in epoch 2
                """);
        }
    }

    @Test
    void whereCallsGoIsToldWithTheMomentSinceWhen() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(20))) {
            assertFailure(
                    () -> assertThat(o.recording).isRoutedTo("primary"),
                    """
                Expecting calls to go to primary, but they go to secondary since 00:00:10.049.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is SERVING, was UNKNOWN
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:10.043  decided to move to secondary: primary is DOWN
                    00:00:10.043  calls go nowhere, primary was left: primary is DOWN
                  > 00:00:10.049  calls go to secondary in epoch 2
                    00:00:10.049  moved from primary to secondary in epoch 2
                    00:00:10.055  first call answered by secondary in epoch 2
                """);
        }
    }

    @Test
    void aRecoveryCountsFromTheFaultToTheFirstAnswerAndFollowingFromThePromotion() {
        try (Outage o = crashAfterTenSeconds(Outage.standby())) {
            o.organiser.at(ofMinutes(1), () -> o.organiser.site("secondary").promote());
            o.enquiringFor(ofSeconds(70));
            assertThat(o.recording).recoveredWithin(ofMillis(52_005)).followedWithin(ofMillis(2_005));
            assertFailure(
                    () -> assertThat(o.recording).recoveredWithin(ofSeconds(30)),
                    """
                Expecting business to be back within 30 s of a loss, but it took 52.004 s: from 00:00:10.000 to 00:01:02.004.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:10.000  crash begins at primary
                  > 00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:11.085  calls fail at primary although probes pass
                    00:00:11.085  decided to leave primary: probes and calls say that primary is down
                    00:00:11.085  calls go nowhere, primary was left: probes and calls say that primary is down
                    00:01:00.000  primary closes and stands by
                    00:01:00.000  secondary is promoted and serves
                    00:01:01.853  secondary is SERVING, was STANDBY
                    00:01:01.853  decided to move to secondary: primary is DOWN
                    00:01:01.857  calls go to secondary in epoch 2
                    00:01:01.857  moved from primary to secondary in epoch 2
                  > 00:01:02.004  first call answered by secondary in epoch 2
                """);
            assertFailure(
                    () -> assertThat(o.recording).followedWithin(ofSeconds(1)),
                    """
                Expecting the client to follow within 1 s once a site served, but it took 2.004 s: from 00:01:00.000 to 00:01:02.004.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:10.000  crash begins at primary
                    00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:11.085  calls fail at primary although probes pass
                    00:00:11.085  decided to leave primary: probes and calls say that primary is down
                    00:00:11.085  calls go nowhere, primary was left: probes and calls say that primary is down
                    00:01:00.000  primary closes and stands by
                  > 00:01:00.000  secondary is promoted and serves
                    00:01:01.853  secondary is SERVING, was STANDBY
                    00:01:01.853  decided to move to secondary: primary is DOWN
                    00:01:01.857  calls go to secondary in epoch 2
                    00:01:01.857  moved from primary to secondary in epoch 2
                  > 00:01:02.004  first call answered by secondary in epoch 2
                """);
        }
    }

    @Test
    void whoHasNotRecoveredHasNotRecoveredWithinAnyTime() {
        try (Outage o = crashAfterTenSeconds(Outage.standby()).enquiringFor(ofSeconds(30))) {
            assertFailure(
                    () -> assertThat(o.recording).recoveredWithin(ofMinutes(10)),
                    """
                Expecting business to be back within 10 min of a loss, but no call has been answered since 00:00:10.000.
                Either the client did not recover, or the test made no call and let no time pass.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:10.000  crash begins at primary
                  > 00:00:10.000  primary is down
                    00:00:10.043  primary is DOWN, was SERVING
                    00:00:10.043  lost primary: probes say DOWN
                    00:00:11.085  calls fail at primary although probes pass
                    00:00:11.085  decided to leave primary: probes and calls say that primary is down
                    00:00:11.085  calls go nowhere, primary was left: probes and calls say that primary is down
                """);
        }
    }

    @Test
    void withoutALossThereIsNoRecovery() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            assertFailure(
                    () -> assertThat(o.recording).recoveredWithin(ofSeconds(1)),
                    """
                Expecting business to be back within 1 s of a loss, but nothing was lost: calls always had somewhere to go.
                Inflict a fault on the site they go to, or drop the assertion.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                """);
        }
    }

    @Test
    void aPlannedMoveIsAnInterruptionToo() {
        try (Outage o = Outage.bothOpen().enquiringFor(ofSeconds(3))) {
            o.organiser
                    .time()
                    .await(o.client.switchTo(
                            "secondary", SwitchRequest.graceful().because("practice")));
            o.enquiringFor(ofSeconds(3));
            assertThat(o.recording).hasSwitched(1).recoveredWithin(ofMillis(20));
        }
    }

    @Test
    void whatHappenedAtThisVeryNanosecondCounts() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(10))) {
            AtomicBoolean before = new AtomicBoolean();
            o.organiser.time().await(o.enquire().whenComplete((reply, error) -> before.set(true)));
            assertThat(before).isTrue();
            assertThat(o.recording).recoveredWithin(ofSeconds(1)); // no time has passed since the answer
        }
    }

    @Test
    void anActorMayAssertTooWhileItRuns() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen());
                Actors actors = Actors.on(o.organiser.time())) {
            actors.start("gateway", () -> {
                while (o.organiser.time().nanoTime() < ofSeconds(12).toNanos()) {
                    o.organiser.time().await(o.enquire());
                    actors.sleep(ofSeconds(1));
                }
                assertThat(o.recording).hasSwitched(1).recoveredWithin(ofSeconds(2));
            });
            actors.join();
        }
    }

    @Test
    void aCallInDoubtIsNamedUntilItIsSettled() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(1))) {
            InflictedFault fault = o.organiser
                    .site("primary")
                    .inflict(Fault.lostAck(1).always().affecting(Affects.BUSINESS));
            o.organiser.time().await(o.submit(1));
            assertFailure(
                    () -> assertThat(o.recording).hasNothingInDoubt(),
                    """
                Expecting nothing to be in doubt, but 1 call still is: submit P001/1.
                Give the operation a reconciler, or let time pass until its enquiry is answered.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:01.000  lost-ack begins at primary
                  > 00:00:03.000  submit P001/1 is in doubt at primary in epoch 1: no answer from primary within the deadline of submit
                """);
            fault.lift();
            o.organiser.runFor(ofSeconds(10));
            assertThat(o.recording).hasNothingInDoubt().hasLostNoCall();
            assertFailure(
                    () -> assertThat(o.recording).wasNeverInDoubt(),
                    """
                Expecting nothing ever to be in doubt, but 1 call went in doubt: submit P001/1.
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:01.000  lost-ack begins at primary
                  > 00:00:03.000  submit P001/1 is in doubt at primary in epoch 1: no answer from primary within the deadline of submit
                    00:00:03.000  lost-ack is over at primary
                    00:00:08.009  submit P001/1 is no longer in doubt: APPLIED
                """);
        }
    }

    @Test
    void aCallThatDidNotArriveIsALostOne() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(1))) {
            InflictedFault fault =
                    o.organiser.site("primary").inflict(Fault.hang().always().affecting(Affects.BUSINESS));
            o.organiser.time().await(o.submit(1));
            fault.lift();
            o.client.inDoubt().entries().forEach(entry -> o.client.inDoubt().settle(entry, Finding.ABSENT));
            assertFailure(
                    () -> assertThat(o.recording).hasLostNoCall(),
                    """
                Expecting no call to be lost, but 1 call in doubt did not arrive: submit P001/1.
                It is safe to send again with the same key; who does?
                What happened (virtual time since the start, seed 1):
                    00:00:00.188  primary is SERVING, was UNKNOWN
                    00:00:00.188  decided to attach to primary: primary serves
                    00:00:00.192  calls go to primary in epoch 1
                    00:00:00.199  first call answered by primary in epoch 1
                    00:00:00.853  secondary is STANDBY, was UNKNOWN
                    00:00:01.000  hang begins at primary
                    00:00:03.000  hang is over at primary
                  > 00:00:03.000  submit P001/1 is in doubt at primary in epoch 1: no answer from primary within the deadline of submit
                    00:00:03.000  submit P001/1 is no longer in doubt: ABSENT
                """);
        }
    }

    /** The engine does not do this: told by hand. */
    @Test
    void twoSitesAtOnceAreFoundOut() {
        VirtualTime time = VirtualTime.create();
        FailoverRecording recording = FailoverRecording.in(time);
        recording.on(new SwitchEvent.Published(1_000_000, PRIMARY, new Epoch(1)));
        recording.note("the network splits");
        recording.on(new SwitchEvent.Published(2_000_000, SECONDARY, new Epoch(2)));
        assertThat(recording).hasGrowingEpochs();
        assertFailure(
                () -> assertThat(recording).wasNeverRoutedToTwoSites(),
                """
                Expecting calls to go to one site at a time, but they went to secondary while they still went to primary.
                What happened (virtual time since the start, seed 1):
                    00:00:00.000  the network splits
                  > 00:00:00.001  calls go to primary in epoch 1
                  > 00:00:00.002  calls go to secondary in epoch 2
                """);
    }

    @Test
    void anEpochThatMeansTwoSitesIsFoundOut() {
        VirtualTime time = VirtualTime.create();
        FailoverRecording recording = FailoverRecording.in(time);
        recording.on(new SwitchEvent.Published(1_000_000, PRIMARY, new Epoch(1)));
        recording.on(new SwitchEvent.Withdrawn(2_000_000, PRIMARY, new Epoch(1), "primary is DOWN"));
        recording.on(new SwitchEvent.Published(3_000_000, SECONDARY, new Epoch(1)));
        assertFailure(
                () -> assertThat(recording).wasNeverRoutedToTwoSites(),
                """
                Expecting an epoch to mean one site, but epoch 1 was primary and then secondary.
                What happened (virtual time since the start, seed 1):
                  > 00:00:00.001  calls go to primary in epoch 1
                    00:00:00.002  calls go nowhere, primary was left: primary is DOWN
                  > 00:00:00.003  calls go to secondary in epoch 1
                """);
        assertFailure(
                () -> assertThat(recording).hasGrowingEpochs(),
                """
                Expecting epochs to grow, but after epoch 1 at primary calls went to secondary in epoch 1.
                What happened (virtual time since the start, seed 1):
                  > 00:00:00.001  calls go to primary in epoch 1
                    00:00:00.002  calls go nowhere, primary was left: primary is DOWN
                  > 00:00:00.003  calls go to secondary in epoch 1
                """);
    }

    @Test
    void aLongStoryIsCutAroundWhatMatters() {
        try (Outage o = Outage.bothOpen().enquiringFor(ofSeconds(1))) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                o.organiser.at(ofSeconds(2 + number), () -> o.recording.note("note " + number));
            }
            o.organiser.at(ofSeconds(52), () -> o.organiser.site("primary").inflict(Fault.crash()));
            o.enquiringFor(ofSeconds(110));
            assertFailure(
                    () -> assertThat(o.recording).hasNotSwitched(),
                    """
                Expecting the client not to have switched, but it did so once.
                What happened (virtual time since the start, seed 1):
                    ... 48 lines before
                    00:00:45.000  note 43
                    00:00:46.000  note 44
                    00:00:47.000  note 45
                    00:00:48.000  note 46
                    00:00:49.000  note 47
                    00:00:50.000  note 48
                    00:00:51.000  note 49
                    00:00:52.000  note 50
                    00:00:52.000  crash begins at primary
                    00:00:52.000  primary is down
                    00:00:52.043  primary is DOWN, was SERVING
                    00:00:52.043  lost primary: probes say DOWN
                    00:00:52.043  decided to move to secondary: primary is DOWN
                    00:00:52.043  calls go nowhere, primary was left: primary is DOWN
                    00:00:52.049  calls go to secondary in epoch 2
                  > 00:00:52.049  moved from primary to secondary in epoch 2
                    00:00:52.052  first call answered by secondary in epoch 2
                    00:00:53.000  note 51
                    00:00:54.000  note 52
                    00:00:55.000  note 53
                    00:00:56.000  note 54
                    00:00:57.000  note 55
                    00:00:58.000  note 56
                    ... 43 lines after
                """);
        }
    }

    @Test
    void aRecordingThatBeganLaterFollowsTheClientFromThereOn() {
        try (Outage o = crashAfterTenSeconds(Outage.bothOpen()).enquiringFor(ofSeconds(5))) {
            FailoverRecording later = FailoverRecording.in(o.organiser).follow(o.client);
            o.enquiringFor(ofSeconds(15));
            assertThat(later).hasSwitched(1).recoveredWithin(ofSeconds(1));
            assertThat(later.toString())
                    .startsWith("What happened (virtual time since the start, seed 1):\n    00:00:10.000");
        }
    }

    @Test
    void nothingHappenedIsSaidSo() {
        FailoverRecording recording = FailoverRecording.in(Simulation.seeded(1).start());
        assertFailure(
                () -> assertThat(recording).isRoutedTo("primary"),
                """
                Expecting calls to go to primary, but they go nowhere and never went anywhere.
                What happened (virtual time since the start, seed 1): nothing
                """);
    }
}
