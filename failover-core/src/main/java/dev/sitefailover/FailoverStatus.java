package dev.sitefailover;

import dev.sitefailover.control.Phase;
import dev.sitefailover.control.SwitchState;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to see. Immutable.
 *
 * @param phase what the engine is about
 * @param assigned where we belong
 * @param routed where calls go; null for nowhere
 * @param epoch the epoch of the assignment
 * @param heldFor how long automatic moves are still held; zero when they are not
 * @param sites in order of preference
 * @param inFlight calls without an outcome yet
 * @param waiting calls among them that wait for a route
 * @param overdue blocking calls past their deadline that ignore it
 * @param inDoubt open entries of the in-doubt register
 */
public record FailoverStatus(
        Phase phase,
        Site assigned,
        @Nullable Site routed,
        Epoch epoch,
        Duration heldFor,
        List<SiteStatus> sites,
        int inFlight,
        int waiting,
        int overdue,
        int inDoubt) {

    public FailoverStatus {
        sites = List.copyOf(sites);
    }

    static FailoverStatus of(Engine<?> engine, long now) {
        SwitchState state = engine.state();
        Site routed = state.routed();
        List<SiteStatus> sites = new ArrayList<>();
        state.sites()
                .forEach(site -> sites.add(new SiteStatus(
                        site.site(),
                        site.health(),
                        site.health() == Health.UNKNOWN ? Duration.ZERO : Duration.ofNanos(now - site.since()),
                        engine.guard(site.site()).state(),
                        site.impaired(),
                        site.site().equals(state.assigned()),
                        site.site().equals(routed))));
        return new FailoverStatus(
                state.phase(),
                state.assigned(),
                routed,
                state.assignedIn(),
                state.isHeld(now) ? Duration.ofNanos(state.heldUntil() - now) : Duration.ZERO,
                sites,
                engine.router().inFlight(),
                engine.router().waiting(),
                engine.router().overdue(),
                engine.router().register().size());
    }

    /** The site with that id. */
    public SiteStatus site(String id) {
        return sites.stream()
                .filter(status -> status.site().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no site " + id));
    }
}
