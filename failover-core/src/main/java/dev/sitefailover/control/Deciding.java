package dev.sitefailover.control;

import dev.sitefailover.control.SwitchEvent.Aim;
import dev.sitefailover.policy.Decision;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to do next when nothing is under way: a declared move, attaching, what the policy says, leaving a closed site. */
final class Deciding {
    private Deciding() {}

    static void next(Draft d) {
        if (d.phase() == Phase.NEW || d.phase() == Phase.CLOSING || d.phase() == Phase.CLOSED) {
            return;
        }
        Requests.review(d);
        if (d.phase().isIdle() && !Requests.proceed(d) && !attach(d) && !follow(d)) {
            leaveClosedSite(d);
        }
        Overrides.review(d);
    }

    static void begin(Draft d, Intent intent) {
        SiteState old = d.site(d.assigned);
        d.procedures++;
        d.procedure = new Procedure(
                d.procedures,
                intent.aim(),
                d.site(intent.site()).site(),
                intent.aim() == Aim.DETACH ? d.assignedIn : Epoch.NONE,
                intent.forced(),
                intent.declared(),
                intent.reason(),
                intent.requests(),
                intent.retryUntil(),
                intent.drainFor(),
                lossBefore(d, intent, old),
                d.now,
                null,
                null,
                null,
                null);
        d.announce(new SwitchEvent.Decided(
                d.now, d.procedures, intent.aim(), intent.site(), intent.forced(), intent.declared(), intent.reason()));
        if (d.phase() == Phase.ATTACHED) {
            if (intent.aim() == Aim.MOVE && !intent.declared() && old.impaired()) {
                d.put(old.withAvoidUntil(d.now + d.settings.avoidImpaired().toNanos()));
            }
            Leaving.begin(d, intent.reason());
        } else {
            Arriving.begin(d);
        }
    }

    /** A site that closed in good order is no loss to a declared move, but it is what an automatic one goes by. */
    private static @Nullable Long lossBefore(Draft d, Intent intent, SiteState old) {
        boolean demoted = intent.forced() && old.health() == Health.STANDBY;
        return d.lossDetectedAt == null && demoted ? Long.valueOf(old.since()) : d.lossDetectedAt;
    }

    private static boolean attach(Draft d) {
        SiteState assigned = d.site(d.assigned);
        if (d.phase() != Phase.DETACHED || !assigned.isServing()) {
            return false;
        }
        if (d.now < assigned.retryAt()) {
            d.reviewBy(assigned.retryAt());
            return false;
        }
        begin(d, Intent.attach(d));
        return true;
    }

    private static boolean follow(Draft d) {
        if (d.isHeld()) {
            return false;
        }
        Situation situation = SituationView.of(d);
        Decision decision = ask(d, situation);
        if (decision instanceof Decision.Move move && d.knows(move.to()) && !d.isAssigned(move.to())) {
            long from = allowedFrom(d, situation, move);
            if (from <= d.now) {
                begin(d, Intent.follow(d, move.to(), move.forced(), move.reason()));
                return true;
            }
            d.reviewBy(from);
        } else if (decision instanceof Decision.Stay stay && stay.reviewAt() > d.now) {
            d.reviewBy(stay.reviewAt());
        }
        if (isMissingOut(d, situation)) {
            d.reviewBy(d.now + d.settings.review().toNanos());
        }
        return false;
    }

    private static Decision ask(Draft d, Situation situation) {
        try {
            return d.policy.decide(situation);
        } catch (RuntimeException e) {
            d.announce(new SwitchEvent.PolicyFailed(d.now, String.valueOf(e)));
            return Decision.stayUntil(d.now + d.settings.review().toNanos(), "the policy failed");
        }
    }

    /** The engine's own rules, whatever the policy says. */
    private static long allowedFrom(Draft d, Situation situation, Decision.Move move) {
        SiteState to = d.site(move.to());
        if (!to.isServing()) {
            return Situation.NEVER;
        }
        long from = Math.max(to.excludedUntil(), to.retryAt());
        if (move.forced()) {
            return from;
        }
        if (d.pending != null) {
            return Situation.NEVER; // a declared move comes next: no use in moving twice
        }
        return Math.max(
                from,
                Math.max(situation.electiveFrom(), situation.view(move.to()).eligibleAt()));
    }

    /** Whether another site serves while ours does not: a policy that looks at the outside world is asked again. */
    private static boolean isMissingOut(Draft d, Situation situation) {
        boolean fine = situation.active().isServing() && !situation.active().impaired();
        if (fine) {
            return false;
        }
        List<SiteState> others = new ArrayList<>(d.sites());
        others.removeIf(site -> d.isAssigned(site.site()) || !site.isServing() || d.isExcluded(site));
        return !others.isEmpty();
    }

    private static void leaveClosedSite(Draft d) {
        SiteState site = d.site(d.assigned);
        if (d.phase() != Phase.ATTACHED) {
            return;
        }
        if (site.health() == Health.STANDBY) {
            begin(d, Intent.detach(d, site.site() + " is closed for business"));
        } else if (site.health() == Health.DOWN && site.impaired()) {
            begin(d, Intent.detach(d, "probes and calls say that " + site.site() + " is down"));
        }
    }
}
