package dev.sitefailover.simulation;

import dev.sitefailover.site.Site;
import java.time.Duration;

/**
 * How a simulated site is set up. Immutable.
 *
 * @param site id, address and title
 * @param replicationLag how far its copy of another site's submissions trails; PT0S by default: it has them before they
 *     are acknowledged
 * @param servesAlways open for business without being promoted; false by default
 */
public record SiteSettings(Site site, Duration replicationLag, boolean servesAlways) {

    public SiteSettings {
        if (replicationLag.isNegative()) {
            throw new IllegalArgumentException("replicationLag must be >= PT0S, was " + replicationLag);
        }
    }

    /** A site at {@code sim:<id>} with the defaults. */
    public static SiteSettings of(String id) {
        return of(Site.of(id));
    }

    /** That site with the defaults. */
    public static SiteSettings of(Site site) {
        return new SiteSettings(site, Duration.ZERO, false);
    }

    /** The same, its copy trailing by {@code lag}. */
    public SiteSettings trailing(Duration lag) {
        return new SiteSettings(site, lag, servesAlways);
    }

    /** The same, open without promotion. */
    public SiteSettings servingAlways() {
        return new SiteSettings(site, replicationLag, true);
    }
}
