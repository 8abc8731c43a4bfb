package dev.sitefailover.policy;

import dev.sitefailover.policy.Situation.SiteView;
import dev.sitefailover.site.Health;

/** Follows the sites' health in order of preference. */
record AutomaticPolicy(Failback failback) implements FailoverPolicy {

    @Override
    public Decision decide(Situation s) {
        SiteView active = s.active();
        if (active.health() == Health.UNKNOWN) {
            return Decision.stay("nothing is known of " + active.site() + " yet");
        }
        if (!active.isServing()) {
            return leave(s, active, active.site() + " is " + active.health());
        }
        if (active.impaired()) {
            return leave(s, active, "calls fail at " + active.site());
        }
        return failback.isAutomatic() ? failBack(s, active) : Decision.stay(active.site() + " serves");
    }

    private static Decision leave(Situation s, SiteView active, String why) {
        long reviewAt = Situation.NEVER;
        for (SiteView site : s.sites()) {
            if (site.site().id().equals(active.site().id()) || !site.isServing() || site.impaired()) {
                continue;
            }
            if (site.isChoice(s.now())) {
                return Decision.forcedMove(site.site(), why);
            }
            reviewAt = Math.min(reviewAt, site.eligibleAt());
        }
        return Decision.stayUntil(reviewAt, why + ", but no other site can be chosen");
    }

    private Decision failBack(Situation s, SiteView active) {
        long reviewAt = Situation.NEVER;
        for (SiteView site : s.sites()) {
            if (site.site().id().equals(active.site().id())) {
                break;
            }
            if (!site.isServing() || site.impaired()) {
                continue;
            }
            long from = Math.max(site.since() + failback.stableFor().toNanos(), s.electiveFrom());
            from = Math.max(from, site.eligibleAt());
            if (from <= s.now()) {
                return Decision.move(site.site(), "failback: " + site.site() + " serves stably");
            }
            reviewAt = Math.min(reviewAt, from);
        }
        return Decision.stayUntil(reviewAt, active.site() + " serves");
    }
}
