package dev.sitefailover.search.planted;

import static dev.sitefailover.search.planted.PlantedSpace.BUSINESS_FAILS;
import static dev.sitefailover.search.planted.PlantedSpace.COMMON_CAUSES;
import static dev.sitefailover.search.planted.PlantedSpace.OPERATORS;
import static dev.sitefailover.search.planted.PlantedSpace.TRAILING_COPIES;

import dev.sitefailover.search.Invariants;
import java.time.Duration;
import java.util.List;

/** All of them. */
final class PlantedBugs {
    static final List<PlantedBug> ALL = List.of(
            // when to move
            PlantedBug.of(
                            "the grace period locks out the survivor",
                            WrongPolicies.gracePeriodLocksOutTheSurvivor(Duration.ofMinutes(1)),
                            Invariants.theSurvivorIsUsed(),
                            Invariants.switchTimeKeepsTheFormula())
                    .in(OPERATORS),
            PlantedBug.of(
                    "recovery only through the primary",
                    WrongPolicies.recoveryOnlyThroughThePrimary(),
                    Invariants.theSurvivorIsUsed(),
                    Invariants.switchTimeKeepsTheFormula()),
            PlantedBug.of(
                    "a loss is waited out for 30 s, it may be a blip",
                    WrongPolicies.aLossIsWaitedOut(Duration.ofSeconds(30)),
                    Invariants.switchTimeKeepsTheFormula(),
                    Invariants.theSurvivorIsUsed()),
            PlantedBug.of(
                            "failback without a stable period",
                            WrongPolicies.failbackWithoutAStablePeriod(),
                            Invariants.failbackIsPatient())
                    .within(200),
            PlantedBug.of(
                    "elective moves are not damped",
                    WrongPolicies.electiveMovesAreNotDamped(),
                    Invariants.electiveMovesAreDamped()),
            PlantedBug.of(
                    "moves by itself in the declared mode",
                    WrongPolicies.theDeclaredModeIsIgnored(),
                    Invariants.modesAreKept()),
            PlantedBug.of(
                            "a breaker that never opens at low traffic",
                            WrongPolicies.theBreakerNeverOpensAtLowTraffic(),
                            Invariants.theSurvivorIsUsed())
                    .in(BUSINESS_FAILS)
                    .within(200),
            PlantedBug.of(
                            "a restart begins at the primary",
                            WrongPolicies.aRestartBeginsAtThePrimary(),
                            Invariants.restartsGoOn())
                    .in(OPERATORS),
            // what to believe of a site
            PlantedBug.of(
                    "a probe that takes any answer for up, standby too",
                    WrongProbes.anyAnswerMeansUp(),
                    Invariants.noMoveToAClosedSite(),
                    Invariants.sitesAreVerified(),
                    Invariants.switchTimeKeepsTheFormula()),
            PlantedBug.of(
                    "a promotion is not awaited",
                    WrongProbes.promotionIsNotAwaited(),
                    Invariants.noMoveToAClosedSite(),
                    Invariants.sitesAreVerified(),
                    Invariants.switchTimeKeepsTheFormula()),
            PlantedBug.of(
                    "a health thread that dies on an exception",
                    WrongProbes.theHealthThreadDiesOnAnException(),
                    Invariants.theSurvivorIsUsed(),
                    Invariants.switchTimeKeepsTheFormula(),
                    Invariants.everybodyConverges()),
            PlantedBug.of(
                            "a stale probe reopens a site",
                            WrongProbes.aStaleProbeReopensASite(Duration.ofSeconds(10)),
                            Invariants.noMoveToAClosedSite())
                    .seenOnlyBy(Invariants.noMoveToAClosedSite())
                    .in(COMMON_CAUSES),
            PlantedBug.of(
                            "the route is published before the new site is verified",
                            WrongProbes.theNewSiteIsNotVerified(),
                            Invariants.noMoveToAClosedSite(),
                            Invariants.sitesAreVerified())
                    .in(COMMON_CAUSES),
            // carrying calls
            PlantedBug.of(
                    "once-only operations are retried",
                    WrongCalls.onceOnlyOperationsAreRetried(),
                    Invariants.onceOnlyIsSentOnce(),
                    Invariants.undeliveredTookNoEffect()),
            PlantedBug.of(
                    "a broken connection counts as not sent",
                    WrongCalls.aBrokenConnectionCountsAsNotSent(),
                    Invariants.onceOnlyIsSentOnce(),
                    Invariants.undeliveredTookNoEffect()),
            PlantedBug.of(
                    "a submission without acknowledgement is submitted again",
                    WrongCalls.aLostAcknowledgementIsSubmittedAgain(),
                    Invariants.onceOnlyIsSentOnce(),
                    Invariants.undeliveredTookNoEffect(),
                    Invariants.callsEndInTime()),
            PlantedBug.of(
                            "the same, as the books see it",
                            WrongCalls.aLostAcknowledgementIsSubmittedAgain(),
                            Invariants.nothingIsDoubled())
                    .seenOnlyBy(Invariants.nothingIsDoubled()),
            PlantedBug.of(
                    "a timeout is reported as a failure",
                    WrongCalls.aTimeoutIsAFailure(),
                    Invariants.undeliveredTookNoEffect()),
            PlantedBug.of(
                    "what was sent is reported as done",
                    WrongCalls.sentMeansDone(),
                    Invariants.nothingAcknowledgedIsLost()),
            PlantedBug.of(
                    "the deadline is left to the transport",
                    WrongCalls.theDeadlineIsLeftToTheTransport(),
                    Invariants.callsEndInTime()),
            PlantedBug.of(
                    "calls under way at a switch are forgotten",
                    WrongCalls.callsUnderWayAtASwitchAreForgotten(),
                    Invariants.callsEndInTime()),
            PlantedBug.of(
                            "late answers are booked in the epoch they arrive in",
                            WrongCalls.answersCountInTheEpochTheyArriveIn(),
                            Invariants.oneSitePerEpoch())
                    .in(TRAILING_COPIES),
            PlantedBug.of(
                    "connections to a site that was left are used on",
                    WrongCalls.oldConnectionsAreKept(),
                    Invariants.callsFollowTheRoute()),
            PlantedBug.of(
                    "one breaker for all sites",
                    WrongCalls.oneBreakerForAllSites(5, Duration.ofMinutes(5)),
                    Invariants.switchTimeKeepsTheFormula(),
                    Invariants.everybodyConverges()),
            // what is in doubt
            PlantedBug.of(
                            "late answers of an old epoch are accepted",
                            WrongDoubts.lateAnswersOfAnOldEpochAreAccepted(),
                            Invariants.findingsAreTrue())
                    .in(TRAILING_COPIES),
            PlantedBug.of(
                            "absent at a copy that trails is taken for the truth",
                            WrongDoubts.notThereYetMeansAbsent(),
                            Invariants.findingsAreTrue())
                    .in(TRAILING_COPIES),
            PlantedBug.of(
                            "absent at a copy that trails is submitted again",
                            WrongDoubts.notThereYetMeansSubmitAgain(),
                            Invariants.onceOnlyIsSentOnce(),
                            Invariants.findingsAreTrue())
                    .in(TRAILING_COPIES),
            PlantedBug.of(
                    "the site that was left is asked",
                    WrongDoubts.theSiteThatWasLeftIsAsked(),
                    Invariants.callsFollowTheRoute()),
            PlantedBug.of(
                    "doubts end with the process", WrongDoubts.doubtsEndWithTheProcess(), Invariants.doubtIsKept()),
            PlantedBug.of("nobody enquires", WrongDoubts.nobodyEnquires(), Invariants.doubtsAreSettledInTheEnd()),
            PlantedBug.of(
                            "doubts are written off at the close",
                            WrongDoubts.doubtsAreWrittenOffAtTheClose(),
                            Invariants.findingsAreTrue())
                    .in(COMMON_CAUSES)
                    .within(200),
            PlantedBug.of(
                            "doubts are written off at a switch",
                            WrongDoubts.doubtsAreWrittenOffAtASwitch(),
                            Invariants.findingsAreTrue())
                    .in(TRAILING_COPIES),
            // time, epochs, operators
            PlantedBug.of(
                            "durations by the wall clock",
                            WrongFoundations.timeIsTakenFromTheWallClock(),
                            Invariants.theSurvivorIsUsed(),
                            Invariants.switchTimeKeepsTheFormula(),
                            Invariants.callsEndInTime(),
                            Invariants.failbackIsPatient(),
                            Invariants.electiveMovesAreDamped(),
                            Invariants.holdIsKept(),
                            Invariants.everybodyConverges())
                    .within(200),
            PlantedBug.of(
                    "an epoch is granted twice",
                    WrongFoundations.anEpochIsGrantedTwice(),
                    Invariants.epochsGrow(),
                    Invariants.oneSitePerEpoch()),
            PlantedBug.of(
                    "one epoch for all",
                    WrongFoundations.oneEpochForAll(),
                    Invariants.theSurvivorIsUsed(),
                    Invariants.switchTimeKeepsTheFormula(),
                    Invariants.epochsGrow()),
            PlantedBug.of("a hold is ignored", WrongFoundations.theHoldIsIgnored(), Invariants.holdIsKept())
                    .in(OPERATORS),
            PlantedBug.of(
                            "a hold never expires",
                            WrongFoundations.theHoldNeverExpires(),
                            Invariants.theSurvivorIsUsed(),
                            Invariants.switchTimeKeepsTheFormula(),
                            Invariants.everybodyConverges())
                    .in(OPERATORS));

    private PlantedBugs() {}
}
