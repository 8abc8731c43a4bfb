package dev.sitefailover;

import dev.sitefailover.control.SiteState;
import dev.sitefailover.control.SwitchState;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeRounds;
import dev.sitefailover.routing.Route;
import dev.sitefailover.routing.Router;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls make of a site, followed up at once: is anybody there, and where else could they go. */
final class Suspicions<C> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);
    /** A site that was found to be there is not looked at again for this part of the probe interval. */
    private static final int TRUST = 20;
    /**
     * So many times a site is looked at after a call that failed without an answer: a process that dies takes some
     * milliseconds for it, and may lose connections before the port it listens at.
     */
    private static final int LOOKS = 5;

    /** Between the first two times; twice as long each time, 6 ms in all. */
    private static final long BETWEEN_LOOKS = 400_000;

    /** Most often the port follows within a fraction of a millisecond: the first time is so many looks in a row. */
    private static final int IN_A_ROW = 3;

    private final EngineRuntime runtime;
    private final Connector<C> connector;
    private final Router<C> router;
    private final ProbeRounds<C> rounds;
    private final Supplier<SwitchState> state;
    private final long interval;
    /** A probe of the round before the one under way began at most so long ago. */
    private final long latestRound;

    private final Duration longestHold;
    private final boolean quiet;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long trustedUntil;
    private volatile boolean found;

    Suspicions(SiteFailoverBuilder<C> setup, Router<C> router, ProbeRounds<C> rounds, Supplier<SwitchState> state) {
        this.runtime = setup.runtime();
        this.connector = setup.connector;
        this.router = router;
        this.rounds = rounds;
        this.state = state;
        this.interval = setup.probing.interval().toNanos();
        this.latestRound = interval + setup.probing.timeout().toNanos();
        this.quiet = setup.practising;
        this.longestHold = setup.probing.timeout();
        this.trustedUntil = runtime.nanoTime();
    }

    /**
     * A call failed. One that was answered leaves nothing to look at; after one that was not, a refused connection is the
     * second witness, and where somebody listens a probe is. A route that is no longer in force concerns nobody's calls.
     */
    void callFailed(Route<?> route, boolean answered) {
        if (state.get().site(route.site()).health() == Health.DOWN) {
            return;
        }
        if (answered || !isInForce(route) || runtime.nanoTime() - trustedUntil < 0) {
            rounds.callFailed(route.site());
        } else if (looking.compareAndSet(false, true)) {
            look(route, 1);
        }
    }

    private void look(Route<?> route, int times) {
        CompletableFuture<Presence> presence = presence(route.site());
        for (int looks = 1; times == 1 && looks < IN_A_ROW && isKnownToListen(presence); looks++) {
            presence = presence(route.site());
        }
        if (times == 1 && !presence.isDone()) {
            router.hold(longestHold);
        }
        CompletionStage<Presence> answer = presence;
        answer.whenComplete((seen, error) -> looked(route, times, error == null ? seen : Presence.UNKNOWN));
    }

    private CompletableFuture<Presence> presence(Site site) {
        try {
            return connector.presence(site).toCompletableFuture();
        } catch (Throwable t) {
            LOG.warn("looking whether anybody listens at site {} failed", site, t);
            return CompletableFuture.completedFuture(Presence.UNKNOWN);
        }
    }

    private static boolean isKnownToListen(CompletableFuture<Presence> presence) {
        return presence.isDone() && !presence.isCompletedExceptionally() && presence.join() == Presence.LISTENING;
    }

    private void looked(Route<?> route, int times, Presence seen) {
        if (seen == Presence.REFUSED) {
            lost(route, "a call failed and nobody listens there");
        } else if (times == 1) {
            rounds.callFailed(route.site());
            askOthers(route.site());
        }
        if (seen == Presence.LISTENING && times < LOOKS && isInForce(route)) {
            router.hold(longestHold); // else they spend their attempts on connections that die before they are used
            runtime.schedule(BETWEEN_LOOKS << (times - 1), () -> look(route, times + 1));
        } else {
            trustedUntil = runtime.nanoTime() + interval / TRUST;
            looking.set(false);
            router.release(); // once the route is withdrawn, they wait for the next one
        }
    }

    private boolean isInForce(Route<?> route) {
        Route<C> now = router.route();
        return now != null && now.epoch().equals(route.epoch());
    }

    CompletionStage<ProbeResult> silence(Route<?> route) {
        askOthers(route.site());
        return rounds.suspect(route.site());
    }

    void lost(Route<?> route, String why) {
        if (isInForce(route)) {
            found = true;
            rounds.condemn(route.site(), why);
            if (!quiet) {
                told(route.site(), why);
            }
        }
    }

    /** Behind: on this thread a call may be waiting to be the first at the next site. */
    private void told(Site site, String why) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Runnable telling = () -> LOG.info("site {} was taken for lost: {}", site, why);
        try {
            runtime.executor().execute(telling);
        } catch (RejectedExecutionException closed) {
            telling.run();
        }
    }

    /**
     * After a loss that calls told of, a probe of the latest round that was answered is as good as one made now. Where the
     * next one is under way, that is the one before it, and it began more than an interval ago: to ask once more would cost
     * a round trip just when every thread is busy with the loss.
     */
    boolean vouchFor(Site site) {
        return found && rounds.foundServingSince(site, runtime.nanoTime() - latestRound);
    }

    /** There is a route again. */
    void over() {
        found = false;
    }

    /** While a site is suspected: whether there is another one to go to, so that nobody has to ask that afterwards. */
    private void askOthers(Site suspected) {
        for (SiteState other : state.get().sites()) {
            boolean another = other.isServing() && !other.site().id().equals(suspected.id());
            if (another && !rounds.foundServingSince(other.site(), runtime.nanoTime() - interval)) {
                rounds.suspect(other.site());
            }
        }
    }
}
