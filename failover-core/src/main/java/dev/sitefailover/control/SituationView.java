package dev.sitefailover.control;

import dev.sitefailover.policy.Damping;
import dev.sitefailover.policy.Eligibility;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.policy.Situation.SiteView;
import dev.sitefailover.site.Health;
import java.util.ArrayList;
import java.util.List;

/** The situation as the policy gets to see it. */
final class SituationView {
    private SituationView() {}

    static Situation of(Draft d) {
        boolean soleSurvivor = hasSoleSurvivor(d);
        List<SiteView> views = new ArrayList<>(d.sites().size());
        for (SiteState site : d.sites()) {
            Eligibility eligibility = Eligibility.anyTime();
            if (d.isExcluded(site)) {
                eligibility = Eligibility.notBefore(site.excludedUntil(), "excluded by the operator");
            }
            if (d.now < site.retryAt()) {
                eligibility = eligibility.and(Eligibility.notBefore(site.retryAt(), "the last attempt failed"));
            }
            if (d.now < site.avoidUntil() && !soleSurvivor) {
                eligibility = eligibility.and(Eligibility.notBefore(site.avoidUntil(), "left because calls failed"));
            }
            views.add(new SiteView(site.site(), seen(d, site), site.since(), site.impaired(), eligibility));
        }
        long lastMoveAt = d.moves.isEmpty() ? Situation.LONG_AGO : d.moves.get(d.moves.size() - 1);
        return new Situation(d.now, views, d.assigned, d.routed, lastMoveAt, electiveFrom(d));
    }

    /** A site that answers probes and fails the logon is down for who wants to do business there. */
    private static Health seen(Draft d, SiteState site) {
        boolean logonFails = d.phase() == Phase.DETACHED && d.isAssigned(site.site()) && site.failures() > 0;
        return logonFails && site.isServing() ? Health.DOWN : site.health();
    }

    /** Whether one site alone can carry our calls: then no earlier trouble with it matters. */
    private static boolean hasSoleSurvivor(Draft d) {
        if (seen(d, d.site(d.assigned)) == Health.SERVING) {
            return false;
        }
        int survivors = 0;
        for (SiteState site : d.sites()) {
            if (!d.isAssigned(site.site()) && site.isServing() && !d.isExcluded(site)) {
                survivors++;
            }
        }
        return survivors == 1;
    }

    private static long electiveFrom(Draft d) {
        if (d.moves.isEmpty()) {
            return Situation.LONG_AGO;
        }
        Damping damping = d.settings.damping();
        int count = d.moves.size();
        long from = d.moves.get(count - 1) + damping.minimumStay().toNanos();
        if (count < damping.moves()) {
            return from;
        }
        return Math.max(
                from, d.moves.get(count - damping.moves()) + damping.window().toNanos());
    }
}
