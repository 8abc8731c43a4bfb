package dev.sitefailover;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;

/**
 * One site as the engine sees it now. Immutable.
 *
 * @param health the probes' verdict
 * @param since how long it has been so; zero when nothing is known
 * @param breaker what calls made of it
 * @param impaired calls fail there although probes pass
 * @param assigned whether we belong there
 * @param routed whether calls go there
 */
public record SiteStatus(
        Site site,
        Health health,
        Duration since,
        Guard.State breaker,
        boolean impaired,
        boolean assigned,
        boolean routed) {}
