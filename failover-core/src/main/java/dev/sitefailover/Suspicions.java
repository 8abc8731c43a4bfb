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
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls make of a site, followed up at once: is anybody there, and where else could they go. */
final class Suspicions<C> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);
    /** A site that was found to be there is not looked at again for this part of the probe interval. */
    private static final int TRUST = 20;

    private final EngineRuntime runtime;
    private final Connector<C> connector;
    private final Router<C> router;
    private final ProbeRounds<C> rounds;
    private final Supplier<SwitchState> state;
    private final long interval;
    private final Duration longestHold;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long trustedUntil;
    private volatile boolean found;

    Suspicions(SiteFailoverBuilder<C> setup, Router<C> router, ProbeRounds<C> rounds, Supplier<SwitchState> state) {
        this.runtime = setup.runtime;
        this.connector = setup.connector;
        this.router = router;
        this.rounds = rounds;
        this.state = state;
        this.interval = setup.probing.interval().toNanos();
        this.longestHold = setup.probing.timeout();
        this.trustedUntil = runtime.nanoTime();
    }

    /** A failed call and nobody who listens are two witnesses who agree; where somebody does, a probe is the second. */
    void callFailed(Route<?> route) {
        if (state.get().site(route.site()).health() == Health.DOWN) {
            return;
        }
        if (runtime.nanoTime() - trustedUntil < 0) {
            rounds.callFailed(route.site());
        } else if (looking.compareAndSet(false, true)) {
            look(route);
        }
    }

    private void look(Route<?> route) {
        CompletionStage<Boolean> listens;
        try {
            listens = connector.listens(route.site());
        } catch (Throwable t) {
            LOG.warn("looking whether anybody listens at site {} failed", route.site(), t);
            listens = CompletableFuture.completedFuture(true);
        }
        if (!listens.toCompletableFuture().isDone()) {
            router.hold(longestHold);
        }
        listens.whenComplete((yes, error) -> {
            if (error == null && !yes) {
                lost(route, "a call failed and nobody listens there");
            } else {
                trustedUntil = runtime.nanoTime() + interval / TRUST;
                rounds.callFailed(route.site());
                askOthers(route.site());
            }
            looking.set(false);
            router.release(); // once the route is withdrawn, they wait for the next one
        });
    }

    CompletionStage<ProbeResult> silence(Route<?> route) {
        askOthers(route.site());
        return rounds.suspect(route.site());
    }

    void lost(Route<?> route, String why) {
        Route<C> now = router.route();
        if (now != null && now.epoch().equals(route.epoch())) {
            found = true;
            LOG.warn("site {} is taken for lost: {}", route.site(), why);
            rounds.condemn(route.site(), why);
        }
    }

    /** After a loss that calls told of, a probe of the latest round is as good as one made now. */
    boolean vouchFor(Site site) {
        return found && rounds.foundServingSince(site, runtime.nanoTime() - interval);
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
