package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.fault.WrongSite;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every fault by name: what a client observes while it is in force, and that it observes nothing of it afterwards. */
class FaultBehaviourTest {
    private static final Duration SHORTEST = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofMillis(10);

    private final Simulation organiser = Simulation.seeded(42).start();
    private final SimulatedSite primary = organiser.site("primary");
    private final SimulatedSite secondary = organiser.site("secondary");
    private long number;

    private Observed ask(ClearingRequest request) {
        return Observed.of(organiser, "primary", request);
    }

    private Observed probe() {
        return ask(new ProbePing("P1"));
    }

    private Observed enquire() {
        return ask(new Enquiry("P1", 1));
    }

    private Observed submit() {
        return ask(new Submission("P1", ++number));
    }

    private boolean applied() {
        return primary.ledger("P1").applied(number);
    }

    private static boolean isUsual(Observed observed) {
        return observed.status() == Reply.Status.OK
                && observed.after().compareTo(SHORTEST) >= 0
                && observed.after().compareTo(LONGEST) <= 0;
    }

    @Test
    void withoutFaultsARoundTripTakesTwoToTenMilliseconds() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(enquire()).matches(FaultBehaviourTest::isUsual);
        }
    }

    @Test
    void aFaultPlacedWhileARequestIsProcessedMeetsItsAnswerWhateverWasInForce() {
        primary.inflict(Fault.staleDns(Duration.ofSeconds(1))); // has nothing to do with submissions
        List<InflictedFault> placed = new ArrayList<>();
        organiser.trace().observeAll((event, nanos, type, actor, a, b, text) -> {
            if (type.name().equals("submission-applied") && placed.isEmpty()) {
                placed.add(primary.inflict(Fault.slow(Duration.ofSeconds(1))));
            }
        });
        assertThat(submit().after()).isGreaterThan(Duration.ofSeconds(1));
        assertThat(placed).hasSize(1);
    }

    @Test
    void refuseIsKnownWithinARoundTripAndNothingWasSent() {
        InflictedFault fault = primary.inflict(Fault.refuse());
        Observed refused = submit();
        assertThat(refused.delivery()).isEqualTo(Delivery.REFUSED);
        assertThat(refused.after()).isBetween(SHORTEST, LONGEST);
        assertThat(applied()).isFalse();
        fault.lift();
        assertThat(submit()).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void anExpiredCertificateKeepsEverybodyFromSendingAnything() {
        InflictedFault fault = primary.inflict(Fault.tlsExpired());
        Observed failed = submit();
        assertThat(failed.delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(failed.after()).isBetween(SHORTEST, LONGEST);
        assertThat(applied()).isFalse();
        fault.lift();
        assertThat(submit()).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void blackholeIsSilenceAndNothingArrives() {
        primary.inflict(Fault.blackhole());
        assertThat(probe().isSilence()).isTrue();
        assertThat(submit().isSilence()).isTrue();
        primary.heal();
        organiser.runFor(Duration.ofMinutes(1));
        assertThat(applied()).isFalse();
    }

    @Test
    void hangAnswersItsFirstRequestsAndThenNone() {
        primary.inflict(Fault.hangAfter(2));
        assertThat(enquire()).matches(FaultBehaviourTest::isUsual);
        assertThat(probe()).matches(FaultBehaviourTest::isUsual);
        assertThat(submit().isSilence()).isTrue();
        assertThat(probe().isSilence()).isTrue();
        assertThat(applied()).isFalse();
    }

    @Test
    void resetWhileConnectingMeansNotSent() {
        primary.inflict(Fault.reset(Phase.CONNECT));
        assertThat(submit().delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(applied()).isFalse();
    }

    @Test
    void resetOnTheRequestIsInDoubtAndNotApplied() {
        primary.inflict(Fault.reset(Phase.REQUEST));
        assertThat(submit().delivery()).isEqualTo(Delivery.IN_DOUBT);
        assertThat(applied()).isFalse();
    }

    @Test
    void resetOnTheResponseIsInDoubtAndApplied() {
        primary.inflict(Fault.reset(Phase.RESPONSE));
        assertThat(submit().delivery()).isEqualTo(Delivery.IN_DOUBT);
        assertThat(applied()).isTrue();
        assertThat(organiser.account("P1").acknowledged()).isZero();
    }

    @Test
    void slowByATimeComesThatMuchLaterAndIsProcessedInTime() {
        primary.inflict(Fault.slow(Duration.ofSeconds(5)));
        assertThat(submit().isSilence()).isTrue();
        assertThat(applied()).isTrue();
        organiser.runFor(Duration.ofSeconds(5));
        assertThat(organiser.account("P1").acknowledged()).isOne();
    }

    @Test
    void slowByAFactorMultipliesTheRoundTrip() {
        primary.inflict(Fault.slowBy(10));
        assertThat(enquire().after()).isBetween(SHORTEST.multipliedBy(10), LONGEST.multipliedBy(10));
    }

    @Test
    void slowBySpreadHasItsMedianAndItsNinetyNinthPercentile() {
        primary.inflict(Fault.slow(Duration.ofMillis(100), Duration.ofMillis(800)));
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            times.add(enquire().after());
        }
        times.sort(null);
        // The base round trip adds 2 to 10 ms; 4,000 draws pin the median to a few and the 99th to some ten per cent.
        assertThat(times.get(2_000)).isBetween(Duration.ofMillis(97), Duration.ofMillis(115));
        assertThat(times.get(3_960)).isBetween(Duration.ofMillis(650), Duration.ofMillis(1_000));
    }

    @Test
    void errorRateFailsThatShareOfMessagesAndAppliesNoneOfThem() {
        primary.inflict(Fault.errorRate(0.3));
        int failed = 0;
        for (int i = 0; i < 2_000; i++) {
            Observed observed = submit();
            boolean failure = observed.status() == Reply.Status.FAILED;
            assertThat(applied()).isNotEqualTo(failure);
            failed += failure ? 1 : 0;
        }
        assertThat(failed).isBetween(500, 700);
        assertThat(primary.ledger("P1").applied()).isEqualTo(2_000 - failed);
    }

    @Test
    void grayFailsTheNamedOperationsWhileProbesPass() {
        primary.inflict(Fault.gray(List.of("submit", "report-download")));
        assertThat(submit().status()).isEqualTo(Reply.Status.FAILED);
        assertThat(ask(new ReportDownload("P1", "x")).status()).isEqualTo(Reply.Status.FAILED);
        assertThat(enquire()).matches(FaultBehaviourTest::isUsual);
        assertThat(probe()).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void grayFailsAFractionOfBusinessWhileEveryProbePasses() {
        primary.inflict(Fault.gray(0.5));
        int failed = 0;
        for (int i = 0; i < 1_000; i++) {
            failed += enquire().status() == Reply.Status.FAILED ? 1 : 0;
            assertThat(probe()).matches(FaultBehaviourTest::isUsual);
        }
        assertThat(failed).isBetween(430, 570);
    }

    @Test
    void lostAckIsSilenceAboutSomethingThatWasApplied() {
        primary.inflict(Fault.lostAck(1));
        assertThat(submit().isSilence()).isTrue();
        assertThat(applied()).isTrue();
        assertThat(enquire()).matches(FaultBehaviourTest::isUsual);
        primary.heal();
        assertThat(ask(new Submission("P1", number)).reply()).isEqualTo(new Acknowledgement(number, true));
    }

    @Test
    void duplicateArrivesTwiceAndIsAppliedOnceBecauseOfItsKey() {
        primary.inflict(Fault.duplicate(1));
        assertThat(submit().reply()).isEqualTo(new Acknowledgement(1, false));
        assertThat(organiser.account("P1").duplicated()).isZero();
        assertThat(primary.ledger("P1").applied()).isOne();
    }

    @Test
    void duplicateIsAppliedTwiceWhereNobodyLooksAtKeys() {
        Simulation careless = Simulation.seeded(42).ignoringKeys().start();
        careless.site("primary").inflict(Fault.duplicate(1));
        assertThat(Observed.of(careless, "primary", new Submission("P1", 1)).status())
                .isEqualTo(Reply.Status.OK);
        assertThat(careless.account("P1").duplicated()).isOne();
        assertThat(careless.site("primary").ledger("P1").appliedTwice()).isOne();
    }

    @Test
    void corruptArrivesAsASuccessWhoseDigestDoesNotMatch() {
        primary.inflict(Fault.corrupt(1));
        assertThat((Records) enquire().reply()).matches(records -> !records.verifies());
        assertThat((Report) ask(new ReportDownload("P1", "daily-activity")).reply())
                .matches(report -> !report.verifies());
        primary.heal();
        assertThat((Records) enquire().reply()).matches(Records::verifies);
    }

    @Test
    void flapStartsDownAndAlternates() {
        primary.inflict(Fault.flap(Duration.ofSeconds(20), Duration.ofSeconds(10)));
        long start = organiser.time().nanoTime();
        for (int second : new int[] {0, 9, 11, 29, 31, 39, 41, 59, 61}) {
            organiser.time().runUntil(start + Duration.ofSeconds(second).toNanos());
            Observed observed = probe();
            if (second % 30 < 10) {
                assertThat(observed.delivery()).isEqualTo(Delivery.REFUSED);
            } else {
                assertThat(observed).matches(FaultBehaviourTest::isUsual);
            }
        }
    }

    @Test
    void partitionOfTheRequestIsSilenceWithNothingApplied() {
        primary.inflict(Fault.partition(Between.CLIENT, Direction.REQUEST));
        assertThat(submit().isSilence()).isTrue();
        assertThat(applied()).isFalse();
    }

    @Test
    void partitionOfTheResponseIsSilenceAboutSomethingThatWasApplied() {
        primary.inflict(Fault.partition(Between.CLIENT, Direction.RESPONSE));
        assertThat(submit().isSilence()).isTrue();
        assertThat(applied()).isTrue();
    }

    @Test
    void partitionBetweenSitesIsNotSeenByClients() {
        primary.inflict(Fault.partition(Between.SITE, Direction.BOTH));
        assertThat(submit()).matches(FaultBehaviourTest::isUsual);
        assertThat(secondary.ledger("P1").applied()).isZero();
        primary.heal();
        assertThat(secondary.ledger("P1").applied()).isOne();
    }

    @Test
    void partitionInOneDirectionHoldsUpOnlyWhatTheFaultySiteSends() {
        secondary.inflict(Fault.partition(Between.SITE, Direction.REQUEST));
        submit();
        assertThat(secondary.ledger("P1").applied()).isOne();
        secondary.heal();
        secondary.inflict(Fault.partition(Between.SITE, Direction.RESPONSE));
        submit();
        assertThat(secondary.ledger("P1").applied()).isOne();
    }

    @Test
    void staleDnsLeadsToTheFormerSiteUntilTheAnswerHasAgedOut() {
        primary.inflict(Fault.staleDns(Duration.ofSeconds(30)));
        assertThat(Observed.of(organiser, "secondary", new Greeting("P1")).reply())
                .isEqualTo(new Greeted("secondary", Position.STANDBY));
        primary.inflict(Fault.crash());
        secondary.promote();
        organiser.runFor(Duration.ofSeconds(29));
        assertThat(Observed.of(organiser, "secondary", new Greeting("P1")).delivery())
                .isEqualTo(Delivery.REFUSED);
        organiser.runFor(Duration.ofSeconds(1));
        assertThat(Observed.of(organiser, "secondary", new Greeting("P1")).reply())
                .isEqualTo(new Greeted("secondary", Position.SERVING));
    }

    @Test
    void staleDnsAfterAGracefulMoveIsProofOfTheWrongSite() {
        secondary.inflict(Fault.staleDns(Duration.ofSeconds(30)));
        primary.standBy();
        secondary.promote();
        assertThat(Observed.of(organiser, "secondary", new Greeting("P1")).reply())
                .isEqualTo(new Greeted("primary", Position.STANDBY));
    }

    @Test
    void coldStartIsSlowAtFirstAndWarmsUp() {
        secondary.inflict(Fault.coldStart(Duration.ofSeconds(30)));
        organiser.runFor(Duration.ofMinutes(5));
        primary.standBy();
        secondary.promote();
        Duration cold =
                Observed.of(organiser, "secondary", new Enquiry("P1", 1)).after();
        organiser.runFor(Duration.ofSeconds(30));
        assertThat(cold).isGreaterThan(SHORTEST.multipliedBy(35));
        assertThat(Observed.of(organiser, "secondary", new Enquiry("P1", 1))).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void theWrongSiteGreetsInAnothersNameAndDoesBusinessAllTheSame() {
        primary.inflict(Fault.wrongSite());
        assertThat(ask(new Greeting("P1")).reply()).isEqualTo(new Greeted(WrongSite.NAME, Position.SERVING));
        assertThat(submit().reply()).isEqualTo(new Acknowledgement(1, false));
    }

    @Test
    void aSkewedClockChangesNoBusiness() {
        primary.inflict(Fault.clockSkew(Duration.ofHours(1)));
        assertThat(ask(new Greeting("P1")).reply()).isEqualTo(new Greeted("primary", Position.SERVING));
        assertThat(submit().reply()).isEqualTo(new Acknowledgement(1, false));
    }

    @Test
    void capacityIsForLiveSitesOnly() {
        assertThatThrownBy(() -> primary.inflict(Fault.capacity(1, 0))).hasMessageContaining("live sites only");
    }

    @Test
    void crashRefusesNewConnectionsAndResetsThoseInFlightAtOnce() {
        Endpoint endpoint = organiser.endpoint("P1", "primary");
        CompletableFuture<Reply> travelling =
                endpoint.send(new Submission("P1", 1)).toCompletableFuture();
        organiser.runFor(Duration.ofNanos(500_000));
        primary.inflict(Fault.crash());
        organiser.time().runDue();
        assertThat(travelling).isCompletedExceptionally();
        assertThat(travelling
                        .handle((reply, failure) -> String.valueOf(failure))
                        .join())
                .contains("primary reset the connection");
        assertThat(primary.traffic().inFlight()).isZero();
        number = 1;
        assertThat(submit().delivery()).isEqualTo(Delivery.REFUSED);
        assertThat(primary.ledger("P1").applied()).isZero();
        assertThat(primary.crashedAt()).isNotNull();
        assertThat(primary.servingSince()).isNull();
    }

    @Test
    void crashLeavesWhatWasAnsweredBefore() {
        assertThat(submit()).matches(FaultBehaviourTest::isUsual);
        primary.inflict(Fault.crash());
        primary.heal();
        assertThat(applied()).isTrue();
        assertThat(primary.position()).isEqualTo(Position.SERVING);
        assertThat(primary.servingSince()).isEqualTo(organiser.time().instant());
    }

    @Test
    void aFaultMeetsOnlyTheMessagesItAffects() {
        primary.inflict(Fault.refuse().always().affecting(Affects.PROBES));
        assertThat(probe().delivery()).isEqualTo(Delivery.REFUSED);
        assertThat(enquire()).matches(FaultBehaviourTest::isUsual);
        primary.heal();
        primary.inflict(Fault.refuse().always().affecting(Affects.BUSINESS));
        assertThat(probe()).matches(FaultBehaviourTest::isUsual);
        assertThat(enquire().delivery()).isEqualTo(Delivery.REFUSED);
    }

    @Test
    void aFaultWithATimeEndsByItself() {
        InflictedFault fault = primary.inflict(Fault.refuse().always().lasting(Duration.ofSeconds(3)));
        organiser.runFor(Duration.ofMillis(2_999));
        assertThat(fault.isInForce()).isTrue();
        organiser.runFor(Duration.ofMillis(1));
        assertThat(fault.isInForce()).isFalse();
        assertThat(probe()).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void aFaultWithoutAChanceNeverOccurs() {
        InflictedFault fault = primary.inflict(Fault.crash().always().withProbability(0));
        assertThat(fault.occurred()).isFalse();
        assertThat(primary.isCrashed()).isFalse();
        fault.lift();
        assertThat(probe()).matches(FaultBehaviourTest::isUsual);
    }

    @Test
    void aFaultOccursAsOftenAsItsProbabilitySays() {
        int occurred = 0;
        for (int i = 0; i < 1_000; i++) {
            InflictedFault fault = primary.inflict(Fault.crash().always().withProbability(0.25));
            occurred += fault.occurred() ? 1 : 0;
            fault.lift();
        }
        assertThat(occurred).isBetween(200, 300);
    }

    @Test
    void faultsStackInTheOrderTheyWerePlaced() {
        primary.inflict(Fault.slow(Duration.ofMillis(100)));
        primary.inflict(Fault.slow(Duration.ofMillis(200)));
        primary.inflict(Fault.errorRate(1));
        InflictedFault reset = primary.inflict(Fault.reset(Phase.REQUEST));
        Observed failed = enquire();
        assertThat(failed.status()).isEqualTo(Reply.Status.FAILED);
        assertThat(failed.after()).isBetween(Duration.ofMillis(302), Duration.ofMillis(310));
        reset.lift();
        primary.heal();
        primary.inflict(Fault.reset(Phase.REQUEST));
        primary.inflict(Fault.errorRate(1));
        assertThat(enquire().delivery()).isEqualTo(Delivery.IN_DOUBT);
    }

    @Test
    void aStandbySiteAnswersProbesAndGreetingsAndIsClosedForBusiness() {
        assertThat(Observed.of(organiser, "secondary", new ProbePing("P1")).status())
                .isEqualTo(Reply.Status.OK);
        assertThat(Observed.of(organiser, "secondary", new Greeting("P1")).reply())
                .isEqualTo(new Greeted("secondary", Position.STANDBY));
        assertThat(Observed.of(organiser, "secondary", new Submission("P1", 1)).status())
                .isEqualTo(Reply.Status.CLOSED);
        assertThat(secondary.ledger("P1").applied()).isZero();
    }
}
