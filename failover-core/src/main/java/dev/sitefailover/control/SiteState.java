package dev.sitefailover.control;

import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;

/**
 * What the controller knows of one site. Immutable. Times are the runtime's nanoseconds.
 *
 * @param health the probes' verdict
 * @param since when it became so
 * @param impaired calls fail there although probes pass
 * @param failures how many attempts to reach it failed in a row
 * @param retryAt it is not tried again before, because of those failures
 * @param avoidUntil it is not chosen before, because calls failed there
 * @param excludedUntil the operator does not want it chosen before
 */
public record SiteState(
        Site site,
        Health health,
        long since,
        boolean impaired,
        int failures,
        long retryAt,
        long avoidUntil,
        long excludedUntil) {

    static SiteState unknown(Site site) {
        return new SiteState(
                site,
                Health.UNKNOWN,
                Situation.LONG_AGO,
                false,
                0,
                Situation.LONG_AGO,
                Situation.LONG_AGO,
                Situation.LONG_AGO);
    }

    public boolean isServing() {
        return health == Health.SERVING;
    }

    /** A changed verdict; a site that opens gets a fresh chance to be reached. */
    SiteState withHealth(Health newHealth, long newSince) {
        return newHealth == Health.SERVING
                ? new SiteState(site, newHealth, newSince, impaired, 0, Situation.LONG_AGO, avoidUntil, excludedUntil)
                : new SiteState(site, newHealth, newSince, impaired, failures, retryAt, avoidUntil, excludedUntil);
    }

    SiteState withImpaired(boolean now) {
        return new SiteState(site, health, since, now, failures, retryAt, avoidUntil, excludedUntil);
    }

    SiteState withFailures(int count, long newRetryAt) {
        return new SiteState(site, health, since, impaired, count, newRetryAt, avoidUntil, excludedUntil);
    }

    SiteState withAvoidUntil(long until) {
        return new SiteState(site, health, since, impaired, failures, retryAt, until, excludedUntil);
    }

    SiteState withExcludedUntil(long until) {
        return new SiteState(site, health, since, impaired, failures, retryAt, avoidUntil, until);
    }
}
