package dev.sitefailover.search;

import dev.sitefailover.fault.Duplicate;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.SimulatedSite;
import java.util.ArrayList;
import java.util.List;

/** What becomes of submissions at the sites. */
final class SubmissionWatch {
    private SubmissionWatch() {}

    static Watch doubled(World world) {
        boolean networkRepeats = world.scenario().acts().stream()
                .anyMatch(act ->
                        act instanceof Act.Inflict inflict && inflict.fault().fault() instanceof Duplicate);
        if (networkRepeats || world.scenario().keys()) {
            return Watch.NOTHING; // sites that know a submission again apply it once
        }
        return happening -> {
            for (GatewayView gateway : world.gateways()) {
                if (gateway.account().duplicated() > 0) {
                    return gateway.account().duplicated() + " submissions of " + gateway.participant()
                            + " took effect twice";
                }
            }
            return null;
        };
    }

    static Watch undelivered(World world) {
        List<Ended> undelivered = new ArrayList<>();
        return happening -> {
            if (happening instanceof Ended ended) {
                if (ended.number() > 0 && ended.outcome() instanceof Undelivered) {
                    undelivered.add(ended);
                }
                return null;
            }
            for (Ended ended : undelivered) {
                String participant = world.gateway(ended.gateway()).participant();
                for (SimulatedSite site : world.sites()) {
                    if (site.ledger(participant).applied(ended.number())) {
                        return "submission " + ended.number() + " of " + participant
                                + " was reported undelivered and took effect at " + site;
                    }
                }
            }
            return null;
        };
    }
}
