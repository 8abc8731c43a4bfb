package dev.sitefailover.control;

import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Site;

/** What the operator lays over the policy: holds and exclusions. Every one of them ends by itself. */
final class Overrides {
    private Overrides() {}

    static void hold(Draft d, Input.Hold hold) {
        if (hold.until() > d.now) {
            d.heldUntil = atMost(d, hold.until());
            d.announce(new SwitchEvent.Held(d.now, d.heldUntil, hold.reason()));
        }
    }

    static void release(Draft d) {
        if (d.heldUntil != Situation.LONG_AGO) {
            d.heldUntil = Situation.LONG_AGO;
            d.announce(new SwitchEvent.Released(d.now, false));
        }
    }

    static void exclude(Draft d, Input.Exclude exclusion) {
        if (d.knows(exclusion.site()) && exclusion.until() > d.now) {
            long until = atMost(d, exclusion.until());
            SiteState site = d.site(exclusion.site());
            d.put(site.withExcludedUntil(until));
            d.announce(new SwitchEvent.Excluded(d.now, site.site(), until, exclusion.reason()));
        }
    }

    static void include(Draft d, Site site) {
        if (d.knows(site) && d.site(site).excludedUntil() != Situation.LONG_AGO) {
            include(d, d.site(site), false);
        }
    }

    /** Ends what has run out, whatever else is under way. */
    static void expire(Draft d) {
        if (d.heldUntil != Situation.LONG_AGO && !d.isHeld()) {
            d.heldUntil = Situation.LONG_AGO;
            d.announce(new SwitchEvent.Released(d.now, true));
        }
        for (int i = 0; i < d.sites().size(); i++) {
            SiteState site = d.sites().get(i);
            if (site.excludedUntil() != Situation.LONG_AGO && !d.isExcluded(site)) {
                include(d, site, true);
            }
        }
    }

    /** Asks to be woken when the next one runs out. */
    static void review(Draft d) {
        d.reviewBy(d.heldUntil);
        for (SiteState site : d.sites()) {
            d.reviewBy(site.excludedUntil());
        }
    }

    private static void include(Draft d, SiteState site, boolean expired) {
        d.put(site.withExcludedUntil(Situation.LONG_AGO));
        d.announce(new SwitchEvent.Included(d.now, site.site(), expired));
    }

    private static long atMost(Draft d, long until) {
        return Math.min(until, d.now + d.settings.longestOverride().toNanos());
    }
}
