package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final Duration LAG = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Simulation synchronous = Simulation.seeded(7).start();
    private final Simulation lagging = Simulation.seeded(7)
            .site(SiteSettings.of("primary"))
            .site(SiteSettings.of("secondary").trailing(LAG))
            .start();

    /** One submission at the start of each second, numbers from 1. */
    private static void submitEverySecond(Simulation simulation, String site, long first, int count) {
        for (int i = 0; i < count; i++) {
            long from = simulation.time().nanoTime();
            Observed.of(simulation, site, new Submission("P1", first + i));
            simulation.time().runUntil(from + TICK.toNanos());
        }
    }

    private static Disposition find(Simulation simulation, String site, long number, Instant sentAt) {
        Observed found = Observed.of(simulation, site, new FindSubmission("P1", number, sentAt));
        return found.reply() instanceof FoundSubmission submission ? submission.disposition() : Disposition.UNKNOWN;
    }

    @Test
    void aSynchronousCopyHasWhatIsAcknowledged() {
        submitEverySecond(synchronous, "primary", 1, 3);
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isEqualTo(3);
    }

    @Test
    void aCrashBehindSynchronousReplicationLosesNothing() {
        submitEverySecond(synchronous, "primary", 1, 20);
        synchronous.site("primary").inflict(Fault.crash());
        synchronous.site("secondary").promote();
        assertThat(synchronous.account("P1").acknowledged()).isEqualTo(20);
        assertThat(synchronous.account("P1").lost()).isZero();
        assertThat(synchronous.account("P1").rpo()).isZero();
    }

    @Test
    void aLaggingCopyTrailsByExactlyTheLag() {
        submitEverySecond(lagging, "primary", 1, 20);
        // Applied within 5 ms of seconds 0 to 19; at second 20 those up to second 14 have arrived.
        assertThat(lagging.site("secondary").ledger("P1").applied()).isEqualTo(15);
        lagging.runFor(LAG);
        assertThat(lagging.site("secondary").ledger("P1").applied()).isEqualTo(20);
    }

    @Test
    void aCrashLosesExactlyTheAcknowledgedUnreplicatedTail() {
        submitEverySecond(lagging, "primary", 1, 20);
        lagging.site("primary").inflict(Fault.crash());
        lagging.runFor(Duration.ofMinutes(20));
        lagging.site("secondary").promote();
        Account account = lagging.account("P1");
        assertThat(account.acknowledged()).isEqualTo(20);
        assertThat(account.lost()).isEqualTo(5);
        for (long number = 1; number <= 20; number++) {
            assertThat(account.lost(number)).isEqualTo(number > 15);
        }
        // Number 16 was submitted 5 s before the crash and acknowledged within the round trip of 10 ms.
        assertThat(account.rpo()).isBetween(LAG.minusMillis(10), LAG);
    }

    @Test
    void whatWasNotAcknowledgedIsInDoubtAndNotLost() {
        lagging.site("primary").inflict(Fault.lostAck(1));
        submitEverySecond(lagging, "primary", 1, 3);
        lagging.site("primary").inflict(Fault.crash());
        lagging.site("secondary").promote();
        assertThat(lagging.account("P1").lost()).isZero();
        assertThat(find(lagging, "secondary", 3, lagging.time().instant())).isEqualTo(Disposition.ABSENT);
    }

    @Test
    void anAcknowledgementNobodyWaitedForIsNone() {
        lagging.site("primary").inflict(Fault.slow(Duration.ofSeconds(3)));
        Observed.of(lagging, "primary", new Submission("P1", 1));
        lagging.account("P1").gaveUp(1);
        lagging.runFor(Duration.ofSeconds(2));
        lagging.site("primary").inflict(Fault.crash());
        lagging.site("secondary").promote();
        assertThat(lagging.account("P1").acknowledged()).isZero();
        assertThat(lagging.account("P1").lost()).isZero();
    }

    @Test
    void aSubmissionFoundAppliedCountsAsAcknowledgedFromThenOn() {
        lagging.site("primary").inflict(Fault.lostAck(1));
        Instant sentAt = lagging.time().instant();
        Observed.of(lagging, "primary", new Submission("P1", 1));
        lagging.account("P1").gaveUp(1);
        assertThat(find(lagging, "primary", 1, sentAt)).isEqualTo(Disposition.APPLIED);
        lagging.site("primary").inflict(Fault.crash());
        lagging.site("secondary").promote();
        assertThat(lagging.account("P1").lost()).isOne();
    }

    @Test
    void aCrashThatIsLiftedWithoutAMoveLosesNothing() {
        submitEverySecond(lagging, "primary", 1, 20);
        lagging.site("primary").inflict(Fault.crash());
        lagging.runFor(Duration.ofMinutes(20));
        assertThat(lagging.site("secondary").ledger("P1").applied()).isEqualTo(15);
        lagging.site("primary").heal();
        lagging.runFor(LAG);
        assertThat(lagging.site("secondary").ledger("P1").applied()).isEqualTo(20);
        assertThat(lagging.account("P1").lost()).isZero();
    }

    @Test
    void aGracefulShutdownLosesNothing() {
        submitEverySecond(lagging, "primary", 1, 20);
        lagging.site("primary").standBy();
        assertThat(lagging.site("primary").position()).isEqualTo(Position.STANDBY);
        lagging.site("secondary").promote();
        assertThat(lagging.site("secondary").ledger("P1").applied()).isEqualTo(20);
        assertThat(lagging.account("P1").lost()).isZero();
    }

    @Test
    void promotionClosesTheOtherSite() {
        synchronous.site("secondary").promote();
        assertThat(synchronous.site("primary").position()).isEqualTo(Position.STANDBY);
        assertThat(synchronous.site("primary").servingSince()).isNull();
        assertThat(synchronous.site("secondary").servingSince())
                .isEqualTo(synchronous.time().instant());
    }

    @Test
    void aSiteThatWasDownAtAPromotionComesBackClosedAndOutOfDateUntilItIsResynchronised() {
        submitEverySecond(lagging, "primary", 1, 10);
        lagging.site("primary").inflict(Fault.crash());
        lagging.site("secondary").promote();
        submitEverySecond(lagging, "secondary", 101, 3);
        lagging.site("primary").heal();
        lagging.runFor(Duration.ofMinutes(1));
        assertThat(lagging.site("primary").position()).isEqualTo(Position.STANDBY);
        assertThat(lagging.site("primary").ledger("P1").applied(101)).isFalse();
        assertThat(lagging.site("secondary").ledger("P1").applied(10)).isFalse();
        lagging.site("primary").resynchroniseFrom(lagging.site("secondary"));
        assertThat(lagging.site("primary").ledger("P1").applied(101)).isTrue();
        assertThat(lagging.site("primary").ledger("P1").applied(10)).isFalse();
        long lost = lagging.account("P1").lost();
        submitEverySecond(lagging, "secondary", 104, 1);
        assertThat(lagging.site("primary").ledger("P1").applied(104)).isTrue();
        assertThat(lagging.account("P1").lost()).isEqualTo(lost).isEqualTo(5);
    }

    @Test
    void failbackBringsEverythingBack() {
        submitEverySecond(synchronous, "primary", 1, 5);
        synchronous.site("primary").inflict(Fault.crash());
        synchronous.site("secondary").promote();
        submitEverySecond(synchronous, "secondary", 6, 5);
        synchronous.site("secondary").standBy();
        synchronous.site("primary").heal();
        synchronous.site("primary").resynchroniseFrom(synchronous.site("secondary"));
        synchronous.site("primary").promote();
        submitEverySecond(synchronous, "primary", 11, 5);
        assertThat(synchronous.site("primary").ledger("P1").applied()).isEqualTo(15);
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isEqualTo(15);
        assertThat(synchronous.account("P1").lost()).isZero();
    }

    @Test
    void aResynchronisationAcrossACutDiscardsTheTail() {
        synchronous.site("primary").inflict(Fault.partition(Between.SITE, Direction.BOTH));
        submitEverySecond(synchronous, "primary", 1, 4);
        synchronous.site("primary").resynchroniseFrom(synchronous.site("secondary"));
        assertThat(synchronous.account("P1").lost()).isEqualTo(4);
        assertThat(synchronous.account("P1").rpo()).isBetween(Duration.ofMillis(3_990), Duration.ofSeconds(4));
    }

    @Test
    void whileTheCopyIsOutOfReachEvenSynchronousReplicationQueues() {
        synchronous.site("secondary").inflict(Fault.crash());
        submitEverySecond(synchronous, "primary", 1, 4);
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isZero();
        synchronous.site("secondary").heal();
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isEqualTo(4);
    }

    @Test
    void replicationLagAtTheServingSiteHoldsUpItsCopies() {
        synchronous.site("primary").inflict(Fault.replicationLag(Duration.ofSeconds(3)));
        submitEverySecond(synchronous, "primary", 1, 10);
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isEqualTo(7);
        synchronous.site("primary").heal();
        assertThat(synchronous.site("secondary").ledger("P1").applied()).isEqualTo(10);
    }

    @Test
    void aTrailingCopyDoesNotKnowWhatItCannotKnow() {
        Simulation open = Simulation.seeded(7)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").trailing(LAG).servingAlways())
                .start();
        submitEverySecond(open, "primary", 1, 10);
        Instant now = open.time().instant();
        assertThat(find(open, "secondary", 2, now.minusSeconds(9))).isEqualTo(Disposition.APPLIED);
        assertThat(find(open, "secondary", 9, now.minusSeconds(2))).isEqualTo(Disposition.UNKNOWN);
        assertThat(find(open, "secondary", 99, now.minusSeconds(9))).isEqualTo(Disposition.ABSENT);
        open.site("primary").inflict(Fault.crash());
        open.runFor(Duration.ofMinutes(1));
        assertThat(find(open, "secondary", 9, now.minusSeconds(2))).isEqualTo(Disposition.UNKNOWN);
        assertThat(find(open, "secondary", 99, now.minusSeconds(9))).isEqualTo(Disposition.ABSENT);
        open.site("secondary").promote();
        assertThat(find(open, "secondary", 9, now.minusSeconds(2))).isEqualTo(Disposition.ABSENT);
    }

    @Test
    void aRepeatedKeyIsAcknowledgedAsRepeatedAlsoAtTheOtherSite() {
        submitEverySecond(synchronous, "primary", 1, 1);
        synchronous.site("secondary").promote();
        assertThat(Observed.of(synchronous, "secondary", new Submission("P1", 1))
                        .reply())
                .isEqualTo(new Acknowledgement(1, true));
        assertThat(synchronous.account("P1").duplicated()).isZero();
    }

    @Test
    void purgeRemovesLiveSubmissionsEverywhereAndCountsThem() {
        submitEverySecond(lagging, "primary", 1, 10);
        assertThat(Observed.of(lagging, "primary", new Purge("P1")).reply()).isEqualTo(new Purged(10));
        for (SimulatedSite site : lagging.sites()) {
            assertThat(site.ledger("P1").live()).isZero();
            assertThat(site.ledger("P1").purged()).isEqualTo(10);
            assertThat(site.ledger("P1").applied()).isEqualTo(10);
        }
        assertThat(Observed.of(lagging, "primary", new Purge("P1")).reply()).isEqualTo(new Purged(0));
    }

    @Test
    void whatWasPurgedIsStillKnownToHaveBeenApplied() {
        submitEverySecond(synchronous, "primary", 1, 2);
        Observed.of(synchronous, "primary", new Purge("P1"));
        assertThat(find(synchronous, "primary", 2, synchronous.time().instant()))
                .isEqualTo(Disposition.APPLIED);
        assertThat(Observed.of(synchronous, "primary", new Submission("P1", 2)).reply())
                .isEqualTo(new Acknowledgement(2, true));
        assertThat(synchronous.site("primary").ledger("P1").live()).isZero();
    }

    @Test
    void aSiteThatIsDownPurgesAtItsNextResynchronisation() {
        submitEverySecond(synchronous, "primary", 1, 6);
        synchronous.site("secondary").inflict(Fault.crash());
        Observed.of(synchronous, "primary", new Purge("P1"));
        assertThat(synchronous.site("secondary").ledger("P1").live()).isEqualTo(6);
        synchronous.site("secondary").heal();
        synchronous.site("secondary").resynchroniseFrom(synchronous.site("primary"));
        assertThat(synchronous.site("secondary").ledger("P1").live()).isZero();
        assertThat(synchronous.site("secondary").ledger("P1").purged()).isEqualTo(6);
    }

    @Test
    void aPurgeNeverCountsAsLoss() {
        lagging.site("secondary").inflict(Fault.crash());
        submitEverySecond(lagging, "primary", 1, 6);
        Observed.of(lagging, "primary", new Purge("P1"));
        lagging.site("primary").inflict(Fault.crash());
        lagging.site("secondary").heal();
        lagging.site("secondary").promote();
        assertThat(lagging.account("P1").acknowledged()).isEqualTo(6);
        assertThat(lagging.account("P1").lost()).isZero();
        assertThat(lagging.account("P1").rpo()).isZero();
    }

    @Test
    void ofThreeSitesThePromotedOneDecidesWhatIsTrue() {
        Simulation three = Simulation.seeded(7)
                .site(SiteSettings.of("a"))
                .site(SiteSettings.of("b").trailing(LAG))
                .site(SiteSettings.of("c"))
                .start();
        submitEverySecond(three, "a", 1, 10);
        three.site("a").inflict(Fault.crash());
        three.site("b").promote();
        assertThat(three.account("P1").lost()).isEqualTo(5);
        assertThat(three.site("c").ledger("P1").applied()).isEqualTo(5);
        submitEverySecond(three, "b", 11, 1);
        assertThat(three.site("c").ledger("P1").applied(11)).isTrue();
        assertThat(three.site("a").ledger("P1").applied(11)).isFalse();
    }

    @Test
    void whatServesAlwaysIsOpenFromTheStartAndStaysOpen() {
        Simulation open = Simulation.seeded(7)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").servingAlways())
                .start();
        Instant start = open.time().instant();
        submitEverySecond(open, "secondary", 1, 1);
        assertThat(open.site("primary").ledger("P1").applied()).isOne();
        open.site("primary").inflict(Fault.crash());
        open.site("secondary").promote();
        assertThat(open.site("secondary").servingSince()).isEqualTo(start);
    }

    @Test
    void aCrashedSiteCannotBeResynchronised() {
        synchronous.site("primary").inflict(Fault.crash());
        assertThatThrownBy(() -> synchronous.site("primary").resynchroniseFrom(synchronous.site("secondary")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("primary is crashed");
    }

    @Test
    void theCrashInForceSaysWhenItCame() {
        synchronous.runFor(TICK);
        Instant then = synchronous.time().instant();
        synchronous.site("primary").inflict(Fault.crash());
        synchronous.runFor(TICK);
        assertThat(synchronous.site("primary").crashedAt()).isEqualTo(then);
        synchronous.site("primary").heal();
        assertThat(synchronous.site("primary").crashedAt()).isNull();
    }
}
