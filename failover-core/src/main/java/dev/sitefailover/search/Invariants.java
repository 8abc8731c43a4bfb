package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.policy.Damping;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.search.Happening.Calm;
import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Happening.Sent;
import dev.sitefailover.search.Happening.Switched;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the library guarantees, as invariants; each says in its documentation which sentence it holds the client system to
 * and what it excuses. They follow what is documented (README, "What is guaranteed, and what is not"), not what the
 * engine happens to do.
 */
public final class Invariants {
    private static final Set<Kind> CHANGES =
            EnumSet.of(Kind.ACTED, Kind.EXPIRED, Kind.HEALED, Kind.SWITCHED, Kind.CALM, Kind.FINISHED);
    private static final Damping DAMPING = Damping.defaults();

    private Invariants() {}

    /** All of them, cheap ones first. */
    public static List<Invariant> standard() {
        return Standard.ALL;
    }

    /** One site per epoch: no gateway routes two sites in one epoch, and no call is answered in an epoch of another site. */
    public static Invariant oneSitePerEpoch() {
        return Invariant.watching(
                "no two sites are routed in one epoch",
                EnumSet.of(Kind.SWITCHED, Kind.ACKNOWLEDGED, Kind.ANSWERED),
                EpochWatch::sites);
    }

    /** Epochs are granted and routed in ascending order, for each gateway, also across its restarts. */
    public static Invariant epochsGrow() {
        return Invariant.watching("epochs grow", EnumSet.of(Kind.SWITCHED), EpochWatch::order);
    }

    /**
     * A submission that a client system was told is done is in the books of the site that serves at the end, unless a
     * move undid it; and what moves undid is not older than replication trails. Where replication was cut, the time it was
     * cut is allowed as well.
     */
    public static Invariant nothingAcknowledgedIsLost() {
        return Invariant.watching(
                "no acknowledged submission is lost beyond the replication lag",
                EnumSet.of(Kind.ACTED, Kind.EXPIRED, Kind.HEALED, Kind.ACKNOWLEDGED, Kind.FINISHED),
                LossWatch::new);
    }

    /** No submission takes effect twice, where no network repeats messages. */
    public static Invariant nothingIsDoubled() {
        return Invariant.watching(
                "no submission takes effect twice",
                EnumSet.of(Kind.ACKNOWLEDGED, Kind.ANSWERED, Kind.UNANSWERED, Kind.FINISHED),
                SubmissionWatch::doubled);
    }

    /** A once-only call is never silently sent again: only when the attempt before certainly came to nothing. */
    public static Invariant onceOnlyIsSentOnce() {
        return Invariant.watching(
                "a once-only call that may have taken effect is not sent again",
                EnumSet.of(Kind.SENT_AGAIN),
                world -> happening -> {
                    Sent sent = (Sent) happening;
                    return "submission " + sent.request().key() + " was sent again, to "
                            + world.sites().get(sent.site());
                });
    }

    /** A call that is told to be undelivered, and so safe to make again, took no effect anywhere. */
    public static Invariant undeliveredTookNoEffect() {
        return Invariant.watching(
                "what is reported undelivered took no effect",
                EnumSet.of(Kind.UNANSWERED, Kind.FINISHED),
                SubmissionWatch::undelivered);
    }

    /** Every call in doubt is settled or in the register, also when the client system has been closed. */
    public static Invariant doubtIsKept() {
        return Invariant.watching(
                "every call in doubt is resolved or listed",
                EnumSet.of(Kind.ACTED, Kind.UNANSWERED, Kind.SETTLED, Kind.CALM, Kind.FINISHED),
                DoubtWatch::new);
    }

    /**
     * A doubt is settled as applied or absent only when it is: in the books of the site that calls go to, or not there and
     * not on its way. Excuses what the organiser changed while the answer to an enquiry was under way.
     */
    public static Invariant findingsAreTrue() {
        return Invariant.watching(
                "a doubt is settled by what the books say",
                EnumSet.of(Kind.ACTED, Kind.HEALED, Kind.SENT_AGAIN, Kind.UNANSWERED, Kind.CALM, Kind.FINISHED),
                FindingWatch::of);
    }

    /** Long after everything was healed nothing is in doubt that the site calls go to could tell. */
    public static Invariant doubtsAreSettledInTheEnd() {
        return Invariant.watching(
                "after all faults are healed what the books can tell is in doubt no more",
                EnumSet.of(Kind.CALM),
                world -> happening -> ((Calm) happening).last() ? DoubtWatch.leftOver(world) : null);
    }

    /** A business request is sent to the site that calls go to in that moment, and to no other. */
    public static Invariant callsFollowTheRoute() {
        return Invariant.watching(
                "calls go only where the route points",
                EnumSet.of(Kind.SENT, Kind.SENT_AGAIN, Kind.SWITCHED, Kind.UNANSWERED, Kind.CALM, Kind.FINISHED),
                RouteWatch::new);
    }

    /** No move by itself in the declared mode, and no elective one where returning is declared. */
    public static Invariant modesAreKept() {
        return Invariant.watching(
                "nobody moves by himself who is told when to move", EnumSet.of(Kind.SWITCHED), world -> happening -> {
                    Switched switched = (Switched) happening;
                    ClientSettings client = world.scenario().client();
                    if (!(switched.event() instanceof SwitchEvent.Decided decided)
                            || decided.declared()
                            || decided.aim() != SwitchEvent.Aim.MOVE) {
                        return null;
                    }
                    boolean allowed = client.failover() == Mode.AUTOMATIC
                            && (decided.forced() || client.failback() == Mode.AUTOMATIC);
                    return allowed
                            ? null
                            : world.gateway(switched.gateway()).participant() + " moves to " + decided.site()
                                    + " by itself; failover is " + client.failover() + ", failback "
                                    + client.failback();
                });
    }

    /** A client system that is started again goes on at the site its calls went to; whoever moves it says so. */
    public static Invariant restartsGoOn() {
        return Invariant.watching(
                "a restart goes on where it was", EnumSet.of(Kind.ACTED, Kind.SWITCHED), RestartWatch::new);
    }

    /** Elective moves (neither forced nor declared) respect the damping: so many moves per window, all moves counted. */
    public static Invariant electiveMovesAreDamped() {
        return Invariant.watching(
                "at most " + DAMPING.moves() + " moves in " + DAMPING.window() + " by choice",
                EnumSet.of(Kind.SWITCHED, Kind.ACTED),
                world -> new DampingWatch(world, DAMPING));
    }

    /** An automatic failback is made to a site that has been open for as long as the settings say. */
    public static Invariant failbackIsPatient() {
        return Invariant.watching(
                "an automatic failback waits until the site is stable", CHANGES, OpeningWatch::stability);
    }

    /** Calls go to a site only when it was open a moment ago: within the bounds of the verification. */
    public static Invariant noMoveToAClosedSite() {
        return Invariant.watching(
                "calls are never sent to a site that does not serve", CHANGES, OpeningWatch::verification);
    }

    /**
     * Calls go to a site only after it has answered a probe made for that: or, after a loss that calls told of, one of the
     * latest round.
     */
    public static Invariant sitesAreVerified() {
        return Invariant.watching(
                "a site has said that it serves before calls go there",
                EnumSet.of(Kind.SWITCHED),
                world -> happening -> OpeningWatch.unverified(world, (Switched) happening));
    }

    /** No automatic move is decided while the operator holds them. */
    public static Invariant holdIsKept() {
        return Invariant.watching(
                "no automatic move while moves are held", EnumSet.of(Kind.SWITCHED), world -> happening -> {
                    Switched switched = (Switched) happening;
                    if (!(switched.event() instanceof SwitchEvent.Decided decided)
                            || decided.declared()
                            || decided.aim() != SwitchEvent.Aim.MOVE) {
                        return null;
                    }
                    GatewayView gateway = world.gateway(switched.gateway());
                    return world.now() < gateway.heldUntil()
                            ? gateway.participant() + " moves to " + decided.site() + " although moves are held until "
                                    + Duration.ofNanos(gateway.heldUntil())
                            : null;
                });
    }

    /** A call ends at its deadline. */
    public static Invariant callsEndInTime() {
        return Invariant.watching(
                "no call outlives its deadline",
                EnumSet.of(
                        Kind.ACKNOWLEDGED,
                        Kind.ANSWERED,
                        Kind.UNANSWERED,
                        Kind.SWITCHED,
                        Kind.ACTED,
                        Kind.CALM,
                        Kind.FINISHED),
                world -> happening -> {
                    OpenCall oldest = world.oldestCall();
                    return oldest != null && oldest.deadline() < world.now() ? overdue(oldest, world) : null;
                });
    }

    private static String overdue(OpenCall call, World world) {
        return call.operation().name() + " of " + world.gateway(call.gateway()).participant() + " should have ended "
                + Duration.ofNanos(world.now() - call.deadline()) + " ago";
    }

    /**
     * From the loss of a site, while another one serves and nothing else happens, to the first answer there: {@link
     * dev.sitefailover.FailoverTiming}, and the pause until the next call of the workload. Excuses what the formula leaves
     * out: moves held, declared modes, and a target that was tried in vain before.
     */
    public static Invariant switchTimeKeepsTheFormula() {
        return Invariant.watching(
                "a switch takes no longer than the formula says",
                EnumSet.of(Kind.ACTED, Kind.EXPIRED, Kind.HEALED, Kind.SWITCHED, Kind.CALM),
                SwitchTimeWatch::of);
    }

    /**
     * Whenever everything has been calm for long enough, a client system that moves by itself is not left at a useless
     * site, nor without one, while a sound one is there. One that moves when told is at the site it was told, if that is
     * sound.
     */
    public static Invariant theSurvivorIsUsed() {
        return Invariant.watching(
                "the survivor is used", EnumSet.of(Kind.ACTED, Kind.SWITCHED, Kind.CALM), SurvivorWatch::new);
    }

    /** After everything was healed every client system is routed to a site that serves, and its calls are answered. */
    public static Invariant everybodyConverges() {
        return Invariant.watching(
                "after all faults are healed business goes on",
                EnumSet.of(Kind.CALM),
                world -> happening -> ((Calm) happening).last() ? SurvivorWatch.converged(world) : null);
    }

    private static final class Standard {
        static final List<Invariant> ALL = List.of(
                oneSitePerEpoch(),
                epochsGrow(),
                onceOnlyIsSentOnce(),
                undeliveredTookNoEffect(),
                nothingIsDoubled(),
                nothingAcknowledgedIsLost(),
                doubtIsKept(),
                findingsAreTrue(),
                callsFollowTheRoute(),
                electiveMovesAreDamped(),
                failbackIsPatient(),
                noMoveToAClosedSite(),
                sitesAreVerified(),
                modesAreKept(),
                restartsGoOn(),
                holdIsKept(),
                callsEndInTime(),
                switchTimeKeepsTheFormula(),
                theSurvivorIsUsed(),
                everybodyConverges(),
                doubtsAreSettledInTheEnd());
    }
}
