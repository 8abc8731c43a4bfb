package dev.sitefailover.control;

import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state while one input is taken in: lives within one call of the controller and never leaves it. The rules, one
 * class per concern, work on it.
 */
final class Draft {
    final FailoverPolicy policy;
    final SwitchSettings settings;
    final long now;
    private final SwitchState before;
    private final List<Effect> effects = new ArrayList<>(8);
    private final List<SiteState> sites;
    private Phase phase;
    private long wanted = Situation.NEVER;

    Site assigned;
    Epoch assignedIn;
    Epoch epoch;

    @Nullable
    Site routed;

    @Nullable
    Site lastRouted;

    long procedures;

    @Nullable
    Procedure procedure;

    @Nullable
    PendingRequest pending;

    long heldUntil;

    @Nullable
    Long lossDetectedAt;

    List<Long> moves;
    long reviewAt;

    Draft(FailoverPolicy policy, SwitchSettings settings, SwitchState state, long now) {
        this.policy = policy;
        this.settings = settings;
        this.now = now;
        before = state;
        sites = new ArrayList<>(state.sites());
        phase = state.phase();
        assigned = state.assigned();
        assignedIn = state.assignedIn();
        epoch = state.epoch();
        routed = state.routed();
        lastRouted = state.lastRouted();
        procedures = state.procedures();
        procedure = state.procedure();
        pending = state.pending();
        heldUntil = state.heldUntil();
        lossDetectedAt = state.lossDetectedAt();
        moves = state.moves();
        reviewAt = state.reviewAt();
    }

    Phase phase() {
        return phase;
    }

    /** Every change of phase goes through here, and is told. */
    void to(Phase next) {
        announce(new SwitchEvent.PhaseChanged(now, procedure == null ? 0 : procedure.number(), phase, next));
        phase = next;
        if (next.isIdle() || next == Phase.CLOSED) {
            procedure = null;
        }
    }

    /** What is under way; only asked for in phases in which something is. */
    Procedure underWay() {
        return Objects.requireNonNull(procedure, "nothing is under way");
    }

    boolean isUnderWay(long number) {
        return procedure != null && procedure.number() == number;
    }

    List<SiteState> sites() {
        return sites;
    }

    boolean knows(Site site) {
        return SwitchState.indexOf(sites, site) >= 0;
    }

    SiteState site(Site site) {
        return sites.get(SwitchState.indexOf(sites, site));
    }

    void put(SiteState changed) {
        sites.set(SwitchState.indexOf(sites, changed.site()), changed);
    }

    boolean isAssigned(Site site) {
        return SwitchState.same(assigned, site);
    }

    boolean isRouted(Site site) {
        return SwitchState.same(routed, site);
    }

    boolean isHeld() {
        return now < heldUntil;
    }

    boolean isExcluded(SiteState site) {
        return now < site.excludedUntil();
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void announce(SwitchEvent event) {
        effects.add(new Effect.Announce(event));
    }

    /** A tick is wanted at that time at the latest; a time that has come needs none. */
    void reviewBy(long at) {
        if (at > now) {
            wanted = Math.min(wanted, at);
        }
    }

    /** From now on calls go nowhere. */
    void withdraw(String why) {
        Site from = Objects.requireNonNull(routed, "nothing is routed");
        routed = null;
        put(site(from).withImpaired(false));
        emit(new Effect.Withdraw(from, assignedIn));
        announce(new SwitchEvent.Withdrawn(now, from, assignedIn, why));
    }

    Step step() {
        if (wanted < reviewAt) {
            reviewAt = wanted;
            emit(new Effect.Review(wanted));
        }
        SwitchState after = new SwitchState(
                phase,
                List.copyOf(sites),
                assigned,
                assignedIn,
                epoch,
                routed,
                lastRouted,
                procedures,
                procedure,
                pending,
                heldUntil,
                lossDetectedAt,
                moves,
                reviewAt);
        return new Step(after.equals(before) ? before : after, List.copyOf(effects));
    }
}
