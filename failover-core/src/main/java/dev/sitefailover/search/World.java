package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run as a {@link Watch} sees it: the present. Nothing in it is for a watch to change. */
public interface World {

    /** What is run. */
    Scenario scenario();

    /** Nanoseconds since the start. */
    long now();

    /** Every gateway, by number. */
    List<? extends GatewayView> gateways();

    /** One gateway. */
    default GatewayView gateway(int index) {
        return gateways().get(index);
    }

    /** The sites and the organiser's books. */
    Simulation simulation();

    /** Every site, by number, in order of preference. */
    List<SimulatedSite> sites();

    /** The number of a site. */
    int indexOf(Site site);

    /** What a site is worth to clients now. */
    default SiteCondition condition(int site) {
        return SiteCondition.of(sites(), site);
    }

    /** The bounds that follow from the scenario's settings. */
    FailoverTiming timing();

    /** The call begun first of those without an outcome; null when every call has its outcome. */
    @Nullable
    OpenCall oldestCall();

    /** When an act was done, or a fault ended, last; nanoseconds since the start. */
    long changedAt();

    /**
     * From the next happening on that watch is told of these kinds as well, in its invariant's turn, until the run ends. For
     * one that has nothing to do with them until something rare has happened; telling it of each all the time would cost more.
     *
     * @param watch the very object that {@link Invariant#watch} returned for this run, and not before it did
     * @throws IllegalArgumentException when it is another, as one that somebody has wrapped
     */
    void wake(Watch watch, Set<Kind> kinds);
}
