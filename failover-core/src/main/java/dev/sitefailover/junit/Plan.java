package dev.sitefailover.junit;

import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SimulationBuilder;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test's annotations say, checked.
 *
 * @param sites how the sites are set up
 * @param outages what goes wrong, in the order of the annotations
 * @param promotions when the organiser opens which site
 */
record Plan(Sites sites, List<PlannedOutage> outages, List<PlannedPromotion> promotions) {

    /** The sites in order of preference. */
    record Sites(List<SiteSettings> settings, int recordsPerParticipant) {
        List<String> ids() {
            return settings.stream().map(each -> each.site().id()).toList();
        }
    }

    /**
     * An outage to be.
     *
     * @param fault as it was written
     */
    record PlannedOutage(String site, String fault, Occurrence occurrence, Duration at) {
        @Override
        public String toString() {
            return fault + " at " + site
                    + occurrence.lasting().map(time -> " for " + time).orElse(", until it is lifted");
        }
    }

    /** A promotion to be. */
    record PlannedPromotion(String site, Duration at) {
        @Override
        public String toString() {
            return site + " is promoted";
        }
    }

    /** The simulation with all of this to come. */
    Simulation start(long seed, Story story) {
        SimulationBuilder builder = Simulation.seeded(seed).recordsPerParticipant(sites.recordsPerParticipant());
        sites.settings().forEach(builder::site);
        Simulation simulation = builder.start();
        story.follow(simulation);
        for (PlannedOutage outage : outages) {
            SimulatedSite site = simulation.site(outage.site());
            from(simulation, outage.at(), () -> site.inflict(outage.occurrence()));
        }
        for (PlannedPromotion promotion : promotions) {
            from(simulation, promotion.at(), simulation.site(promotion.site())::promote);
        }
        return simulation;
    }

    /** What is so from the start is so before time passes. */
    private static void from(Simulation simulation, Duration at, Runnable action) {
        if (at.isZero()) {
            action.run();
        } else {
            simulation.at(at, action);
        }
    }

    /** One line each, by time. */
    List<String> lines() {
        List<Line> lines = new ArrayList<>();
        outages.forEach(each -> lines.add(new Line(each.at(), each.toString())));
        promotions.forEach(each -> lines.add(new Line(each.at(), each.toString())));
        lines.sort((a, b) -> a.at().compareTo(b.at()));
        return lines.stream()
                .map(line -> Story.line(line.at().toNanos(), line.text()))
                .toList();
    }

    private record Line(Duration at, String text) {}
}
