package dev.sitefailover.control;

import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;

/** What is learned about sites, from probes and from calls. */
final class Observations {
    private Observations() {}

    static void health(Draft d, Input.HealthChanged change) {
        if (!d.knows(change.site())) {
            return;
        }
        SiteState site = d.site(change.site());
        Health after = change.health().health();
        if (site.health() == after) {
            return;
        }
        d.put(site.withHealth(after, change.health().since()));
        d.announce(new SwitchEvent.HealthChanged(d.now, site.site(), site.health(), after));
        loss(d);
    }

    /** Evidence counts only in the epoch it was gathered in: what calls of an older one met says nothing about now. */
    static void evidence(Draft d, Input.Evidence evidence) {
        Site routed = d.routed;
        if (routed == null || !d.isRouted(evidence.site()) || !d.assignedIn.equals(evidence.epoch())) {
            return;
        }
        SiteState site = d.site(routed);
        if (site.impaired() == evidence.impaired()) {
            return;
        }
        d.put(site.withImpaired(evidence.impaired()));
        d.announce(new SwitchEvent.ImpairmentChanged(d.now, routed, d.assignedIn, evidence.impaired()));
        loss(d);
    }

    /** Keeps when the site that calls go to was known to be lost; one that closes in good order is not lost. */
    static void loss(Draft d) {
        Site routed = d.routed;
        if (routed == null) {
            return;
        }
        SiteState site = d.site(routed);
        boolean lost = site.health() == Health.DOWN || site.impaired();
        if (lost && d.lossDetectedAt == null) {
            d.lossDetectedAt = d.now;
            String why = site.impaired() ? "calls fail" : "probes say " + site.health();
            d.announce(new SwitchEvent.LossDetected(d.now, routed, d.assignedIn, why));
        } else if (!lost && site.isServing()) {
            d.lossDetectedAt = null;
        }
    }
}
