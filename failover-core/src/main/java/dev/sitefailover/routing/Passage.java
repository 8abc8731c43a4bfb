package dev.sitefailover.routing;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work at the routed client that a call's function cannot hold: it begins in one method and ends in another, as a
 * database transaction does. A drain waits for it like for a call in flight; its deadline is its owner's. Ended once,
 * by whichever method comes first. Safe for use by several threads.
 */
public final class Passage {
    private final Router<?> router;
    private final Route<?> route;
    private final long permit;
    private final long startedAt;
    private @Nullable Drain drain;
    private boolean over;

    Passage(Router<?> router, Route<?> route, long permit, long now) {
        this.router = router;
        this.route = route;
        this.permit = permit;
        this.startedAt = now;
    }

    public Site site() {
        return route.site();
    }

    public Epoch epoch() {
        return route.epoch();
    }

    /** It ended well, or with an answer of the site. */
    public void answered() {
        if (leave()) {
            long now = router.now();
            route.guard().succeeded(permit, now - startedAt);
            router.firstSuccess().answered(route, now);
        }
    }

    /** It ended without an answer, which counts against the site like a call that fails. */
    public void failed(Throwable error) {
        if (leave()) {
            router.failed(route, permit, router.now() - startedAt, error, false);
        }
    }

    /** It ended and says nothing about the site. */
    public void released() {
        if (leave()) {
            route.guard().released(permit);
        }
    }

    /** It ended without an answer after something was sent that must not be sent twice: enters it in the register. */
    public InDoubtEntry doubtful(Operation operation, String key, Instant sentAt, String reason, Throwable error) {
        failed(error);
        InDoubtEntry entry = new InDoubtEntry(operation, key, route.site(), route.epoch(), sentAt, reason);
        router.enter(entry);
        return entry;
    }

    synchronized void join(Drain waits) {
        if (!over && drain == null) {
            drain = waits;
            waits.joined();
        }
    }

    private boolean leave() {
        Drain waits;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            waits = drain;
        }
        router.left(this);
        if (waits != null) {
            waits.left();
        }
        return true;
    }

    @Override
    public String toString() {
        return "a passage at " + route.site() + " in epoch " + route.epoch();
    }
}
