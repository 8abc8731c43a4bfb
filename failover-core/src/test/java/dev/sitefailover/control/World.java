package dev.sitefailover.control;

import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The controller and what it works on, as the checker sees them: its state, the effects not answered yet, which sites
 * may be logged on to, what was published and activated last. Times are relative to now (which is 0), epochs and
 * procedure numbers to the latest, and whatever is further away than any limit counts as one.
 *
 * @param unanswered effects that an answer is still due for
 * @param loggedOn a bit per site that may be logged on to: from the order to activate to the answer that it is left
 * @param published the epoch and site published last
 * @param activated the epoch and site activated last
 * @param requests declared moves that have not ended yet
 */
record World(
        SwitchState state,
        List<Effect> unanswered,
        int loggedOn,
        Assignment published,
        Assignment activated,
        List<Long> requests) {

    /** Procedure numbers are moved here; older ones just below. */
    private static final long LATEST_PROCEDURE = 10;

    private static final Epoch OLDER = new Epoch(1);
    private static final Epoch LATEST = new Epoch(2);

    record Assignment(@Nullable Site site, Epoch epoch) {
        static final Assignment NONE = new Assignment(null, Epoch.NONE);
    }

    /** The same world with its numbers moved to where equal behaviour means equal worlds, {@code elapsed} later. */
    World canonical(long elapsed, long farthest) {
        Canon c = new Canon(state.epoch(), state.procedures(), requests, elapsed, farthest);
        return new World(
                c.state(state),
                unanswered.stream().map(c::effect).toList(),
                loggedOn,
                c.assignment(published),
                c.assignment(activated),
                requests.stream().map(c::request).toList());
    }

    /** A short text that is equal exactly for equal worlds: a million of them must fit in memory. */
    String key() {
        StringBuilder k = new StringBuilder(96);
        k.append((char) ('A' + state.phase().ordinal()));
        for (SiteState site : state.sites()) {
            put(k, site.health().ordinal() * 4L + (site.impaired() ? 2 : 0));
            put(k, site.since());
            put(k, site.failures());
            put(k, site.retryAt());
            put(k, site.avoidUntil());
            put(k, site.excludedUntil());
        }
        put(k, index(state.assigned()));
        put(k, state.assignedIn().number());
        put(k, state.epoch().number());
        put(k, index(state.routed()));
        put(k, index(state.lastRouted()));
        put(k, state.procedures());
        Procedure p = state.procedure();
        if (p != null) {
            k.append('p').append(p.aim().ordinal());
            put(k, index(p.site()));
            put(k, p.epoch().number());
            put(k, p.retryUntil());
            put(k, p.drainFor().toNanos());
            p.requests().forEach(id -> put(k, id));
        }
        PendingRequest waiting = state.pending();
        if (waiting != null) {
            k.append('w');
            put(k, index(waiting.to()));
            put(k, waiting.notBefore());
            put(k, waiting.deadline());
            put(k, waiting.request().drainFor().toNanos());
            waiting.ids().forEach(id -> put(k, id));
        }
        k.append('h');
        put(k, state.heldUntil());
        put(k, state.reviewAt());
        state.moves().forEach(at -> put(k, at));
        k.append('u');
        for (Effect effect : unanswered) {
            k.append(effect.getClass().getSimpleName().charAt(0))
                    .append(effect.getClass().getSimpleName().charAt(1));
            put(k, ModelledSites.procedureOf(effect));
        }
        put(k, loggedOn);
        put(k, index(published.site()) * 4L + published.epoch().number());
        put(k, index(activated.site()) * 4L + activated.epoch().number());
        k.append('r').append(requests.size());
        return k.toString();
    }

    private long index(@Nullable Site site) {
        return site == null ? 9 : SwitchState.indexOf(state.sites(), site);
    }

    private static void put(StringBuilder k, long number) {
        if (number == Situation.LONG_AGO) {
            k.append('-');
        } else if (number == Situation.NEVER) {
            k.append('+');
        } else {
            k.append((char) ('a' + 40 + number));
        }
    }

    /** Moves numbers. */
    private record Canon(Epoch latest, long procedures, List<Long> requests, long elapsed, long farthest) {

        SwitchState state(SwitchState s) {
            return new SwitchState(
                    s.phase(),
                    sites(s),
                    s.assigned(),
                    s.assignedIn().equals(latest) ? epoch(latest) : OLDER,
                    epoch(s.epoch()),
                    s.routed(),
                    s.lastRouted(),
                    procedure(s.procedures()),
                    s.procedure() == null ? null : procedure(s.procedure()),
                    s.pending() == null ? null : pending(s.pending()),
                    limit(s.heldUntil()),
                    s.lossDetectedAt() == null ? null : 0L,
                    s.moves().stream()
                            .map(this::age)
                            .filter(age -> age > -farthest)
                            .toList(),
                    due(s.reviewAt()));
        }

        private List<SiteState> sites(SwitchState s) {
            if (s.phase() == Phase.CLOSING || s.phase() == Phase.CLOSED) {
                return s.sites().stream()
                        .map(site -> SiteState.unknown(site.site()))
                        .toList();
            }
            SiteState last = s.sites().get(s.sites().size() - 1);
            return s.sites().stream().map(site -> site(site, site.equals(last))).toList();
        }

        /** How long a site has served matters for those that one could return to; failures only while it serves. */
        private SiteState site(SiteState s, boolean last) {
            return new SiteState(
                    s.site(),
                    s.health(),
                    s.isServing() && !last ? age(s.since()) : 0,
                    s.impaired(),
                    s.isServing() ? s.failures() : 0,
                    s.isServing() ? limit(s.retryAt()) : Situation.LONG_AGO,
                    limit(s.avoidUntil()),
                    limit(s.excludedUntil()));
        }

        private Procedure procedure(Procedure p) {
            return new Procedure(
                    procedure(p.number()),
                    p.aim(),
                    p.site(),
                    epoch(p.epoch()),
                    p.forced(),
                    p.declared(),
                    "",
                    p.requests().stream().map(this::request).toList(),
                    due(p.retryUntil()),
                    p.drainFor(),
                    zero(p.lossDetectedAt()),
                    0,
                    zero(p.drainedAt()),
                    zero(p.deactivatedAt()),
                    zero(p.grantedAt()),
                    zero(p.activatedAt()));
        }

        private PendingRequest pending(PendingRequest w) {
            return new PendingRequest(
                    w.ids().stream().map(this::request).toList(),
                    w.to(),
                    w.request().because(""),
                    due(w.notBefore()),
                    due(w.deadline()));
        }

        Assignment assignment(Assignment a) {
            return a.epoch().equals(latest) ? new Assignment(a.site(), epoch(latest)) : Assignment.NONE;
        }

        Effect effect(Effect e) {
            return ModelledSites.withProcedure(
                    e, procedure(ModelledSites.procedureOf(e)), epoch(ModelledSites.epochOf(e)));
        }

        Long request(Long id) {
            return (long) requests.indexOf(id);
        }

        private long procedure(long number) {
            return procedures == 0 ? 0 : number == procedures ? LATEST_PROCEDURE : LATEST_PROCEDURE - 1;
        }

        private Epoch epoch(Epoch e) {
            return e.equals(Epoch.NONE) ? e : e.equals(latest) ? LATEST : OLDER;
        }

        /** A limit that is over is none. */
        private long limit(long at) {
            return at == Situation.LONG_AGO || at <= elapsed ? Situation.LONG_AGO : at - elapsed;
        }

        /** What is due is due. */
        private long due(long at) {
            return at == Situation.NEVER ? at : Math.max(0, at - elapsed);
        }

        private long age(long at) {
            return Math.max(-farthest, at - elapsed);
        }

        private static @Nullable Long zero(@Nullable Long at) {
            return at == null ? null : 0L;
        }
    }
}
