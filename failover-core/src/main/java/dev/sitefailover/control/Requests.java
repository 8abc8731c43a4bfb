package dev.sitefailover.control;

import dev.sitefailover.control.SwitchEvent.Aim;
import dev.sitefailover.control.SwitchOutcome.Kind;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Declared moves: one slot for what waits, a newer request takes the place of an older one. */
final class Requests {
    private Requests() {}

    static void requested(Draft d, Input.SwitchRequested r) {
        if (!d.knows(r.to())) {
            settle(d, List.of(r.id()), Kind.REFUSED, "no site has the id " + r.to().id());
            return;
        }
        if (d.phase() == Phase.NEW || d.phase() == Phase.CLOSING || d.phase() == Phase.CLOSED) {
            settle(d, List.of(r.id()), Kind.REFUSED, "the engine is " + d.phase());
            return;
        }
        SiteState to = d.site(r.to());
        d.announce(
                new SwitchEvent.Requested(d.now, r.id(), to.site(), r.request().reason()));
        long deadline = d.now + r.request().awaitPromotionFor().toNanos();
        if (d.isRouted(to.site())) {
            supersede(d, to.site());
            settle(d, List.of(r.id()), Kind.ALREADY_THERE, "calls go to " + to.site() + " already");
        } else if (isUnderWayTo(d, to.site())) {
            supersede(d, to.site());
            Procedure p = d.underWay();
            d.procedure = p.joinedBy(r.id(), deadline);
        } else if (!to.isServing() && deadline <= d.now) {
            settle(d, List.of(r.id()), Kind.FAILED, to.site() + " is " + to.health() + ", not serving");
        } else {
            enter(d, r, to.site(), deadline);
        }
    }

    /** Ends what waits when it is fulfilled or can wait no longer; whatever else is under way. */
    static void review(Draft d) {
        PendingRequest waiting = d.pending;
        if (waiting == null) {
            return;
        }
        SiteState to = d.site(waiting.to());
        if (d.isRouted(waiting.to())) {
            d.pending = null;
            settle(d, waiting.ids(), Kind.SWITCHED, waiting.request().reason());
        } else if (!isReady(d, waiting)) {
            if (d.now >= waiting.deadline()) {
                d.pending = null;
                settle(d, waiting.ids(), Kind.FAILED, to.site() + " was not reached in time; it is " + to.health());
            } else {
                d.reviewBy(waiting.deadline());
                d.reviewBy(waiting.notBefore());
            }
        }
    }

    /** Begins the move that waits, if its site serves. */
    static boolean proceed(Draft d) {
        PendingRequest waiting = d.pending;
        if (waiting == null || !isReady(d, waiting)) {
            return false;
        }
        d.pending = null;
        boolean attaches = d.phase() == Phase.DETACHED && d.isAssigned(waiting.to());
        Deciding.begin(
                d,
                new Intent(
                        attaches ? Aim.ATTACH : Aim.MOVE,
                        waiting.to(),
                        false,
                        true,
                        waiting.request().reason(),
                        waiting.ids(),
                        waiting.deadline(),
                        waiting.request().drainFor()));
        return true;
    }

    /**
     * The site of a declared move was not reached. Where the old site serves we return to it and the requests have
     * failed. Where it does not, the declaration stands: we belong to the new site and try again, and requests that
     * may wait do so.
     */
    static void attemptFailed(Draft d, Procedure p, String why, long retryAt) {
        if (p.requests().isEmpty()) {
            return;
        }
        boolean returns = !d.isAssigned(p.site()) && d.site(d.assigned).isServing();
        if (!returns && !d.isAssigned(p.site())) {
            d.assigned = p.site();
            d.assignedIn = p.epoch();
        }
        if (returns || d.now >= p.retryUntil()) {
            String next = returns ? "; " + d.assigned + " serves and is returned to" : "; it will be tried again";
            settle(d, p.requests(), Kind.FAILED, p.site() + " " + why + next);
        } else if (d.pending != null) {
            settle(d, p.requests(), Kind.SUPERSEDED, "a newer request wants " + d.pending.to());
        } else {
            SwitchRequest again = new SwitchRequest(p.drainFor(), Duration.ZERO, p.reason());
            d.pending = new PendingRequest(p.requests(), p.site(), again, retryAt, p.retryUntil());
        }
        d.procedure = p.withoutRequests();
    }

    static void endAll(Draft d, String why) {
        PendingRequest waiting = d.pending;
        d.pending = null;
        if (waiting != null) {
            settle(d, waiting.ids(), Kind.FAILED, why);
        }
        Procedure p = d.procedure;
        if (p != null && !p.requests().isEmpty()) {
            d.procedure = p.withoutRequests();
            settle(d, p.requests(), Kind.FAILED, why);
        }
    }

    static void settle(Draft d, List<Long> ids, Kind kind, String detail) {
        SwitchOutcome outcome = new SwitchOutcome(kind, d.assignedIn, detail);
        for (long id : ids) {
            d.emit(new Effect.Settle(id, outcome));
            d.announce(new SwitchEvent.Settled(d.now, id, outcome));
        }
    }

    private static boolean isReady(Draft d, PendingRequest waiting) {
        return d.site(waiting.to()).isServing() && d.now >= waiting.notBefore();
    }

    private static boolean isUnderWayTo(Draft d, Site site) {
        Procedure p = d.procedure;
        return p != null && p.aim() != Aim.DETACH && d.phase() != Phase.UNDOING && SwitchState.same(p.site(), site);
    }

    private static void enter(Draft d, Input.SwitchRequested r, Site to, long deadline) {
        PendingRequest waiting = d.pending;
        if (waiting != null && SwitchState.same(waiting.to(), to)) {
            List<Long> both =
                    Stream.concat(waiting.ids().stream(), Stream.of(r.id())).toList();
            d.pending = new PendingRequest(both, to, r.request(), d.now, Math.max(deadline, waiting.deadline()));
        } else {
            supersede(d, to);
            d.pending = new PendingRequest(List.of(r.id()), to, r.request(), d.now, deadline);
        }
    }

    private static void supersede(Draft d, Site by) {
        PendingRequest waiting = d.pending;
        if (waiting != null) {
            d.pending = null;
            settle(d, waiting.ids(), Kind.SUPERSEDED, "a newer request wants " + by);
        }
    }
}
