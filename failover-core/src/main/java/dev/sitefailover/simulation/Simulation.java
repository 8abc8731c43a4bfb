package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The organiser's sites under virtual time: what a test suite connects its client to.
 *
 * <pre>{@code
 * Simulation organiser = Simulation.seeded(42).start();
 * organiser.at(Duration.ofMinutes(10), () -> organiser.site("primary").inflict(Fault.crash()));
 * organiser.at(Duration.ofMinutes(30), () -> organiser.site("secondary").promote());
 * organiser.runFor(Duration.ofHours(1));
 * }</pre>
 *
 * <p>The same seed and the same calls give the same run, event for event. Not safe for use by several threads.
 */
public final class Simulation {
    private final VirtualTime time;
    private final Trace trace;
    private final ProductionData data;
    private final Replication replication;
    private final Map<String, SimulatedSite> sites = new LinkedHashMap<>();
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private SimulatedSite servedLast;

    Simulation(SimulationBuilder settings) {
        time = settings.time();
        trace = new Trace(time);
        data = ProductionData.seeded(settings.productionSeed(), settings.recordsPerParticipant());
        replication = new Replication(time, desks.values());
        SimulatedSite first = null;
        for (SiteSettings site : settings.sites()) {
            Position position = first == null || site.servesAlways() ? Position.SERVING : Position.STANDBY;
            SimulatedSite added = new SimulatedSite(
                    this, site, position, new SiteJournal(trace, sites.size()), settings.looksAtKeys());
            if (sites.put(added.id(), added) != null) {
                throw new IllegalArgumentException("site id must be unique, was given twice: " + added.id());
            }
            replication.connect(added);
            first = first == null ? added : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("a simulation needs at least one site");
        }
        servedLast = first;
    }

    /** A simulation to be: primary and secondary, the primary serving, unless the builder is told otherwise. */
    public static SimulationBuilder seeded(long seed) {
        return new SimulationBuilder(seed);
    }

    /** The time everything here happens in; also the runtime for the engine under test. */
    public VirtualTime time() {
        return time;
    }

    /** What has happened at the sites, with its digest. */
    public Trace trace() {
        return trace;
    }

    /** What every site holds besides submissions. */
    public ProductionData data() {
        return data;
    }

    /** The sites in order of preference. */
    public List<SimulatedSite> sites() {
        return List.copyOf(sites.values());
    }

    /** Their ids and addresses, for a client's configuration. */
    public List<Site> addresses() {
        return sites().stream().map(SimulatedSite::site).toList();
    }

    /**
     * The site of that id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public SimulatedSite site(String id) {
        SimulatedSite site = sites.get(id);
        if (site == null) {
            throw new IllegalArgumentException("no site " + id + "; the sites are " + sites.keySet());
        }
        return site;
    }

    /** Connects that participant's client systems: an endpoint per site, answering as the site's state and faults say. */
    public Connector<Endpoint> connector(String participant) {
        Desk desk = desk(participant);
        return site -> CompletableFuture.completedFuture(new SimulatedEndpoint(site(site.id()), desk));
    }

    /** That participant's endpoint at one site, without an engine around it. */
    public Endpoint endpoint(String participant, String siteId) {
        return new SimulatedEndpoint(site(siteId), desk(participant));
    }

    /** What that participant's submissions came to so far. */
    public Account account(String participant) {
        return desk(participant).account;
    }

    /** Does something at that time after the start of the simulation, or now when that has passed. */
    public void at(Duration sinceStart, Runnable action) {
        time.scheduleAt(sinceStart.toNanos(), action);
    }

    /** What an event of this simulation's trace says, for people: one line without the time. */
    public String inWords(TraceRecord event) {
        return new TraceWords(List.copyOf(sites.keySet()), List.copyOf(desks.keySet())).of(event);
    }

    /** Lets time pass. */
    public void runFor(Duration duration) {
        time.runFor(duration);
    }

    Desk desk(String participant) {
        Desk desk = desks.get(participant);
        if (desk == null) {
            desk = new Desk(participant, desks.size(), data.of(participant), time.chance("latency/" + participant));
            desks.put(participant, desk);
        }
        return desk;
    }

    Replication replication() {
        return replication;
    }

    boolean onlyOneOpen() {
        return sites.values().stream()
                        .filter(site -> site.position() == Position.SERVING)
                        .count()
                == 1;
    }

    /** The organiser opens one site: the others close, unless they serve always and are up to date. */
    void closeAllBut(SimulatedSite promoted) {
        for (SimulatedSite site : sites.values()) {
            if (site != promoted && (!site.settings().servesAlways() || site.isOutOfDate())) {
                site.close();
            }
        }
    }

    /** Notes the move; returns the site that served before, null when it was the same one. */
    @Nullable
    SimulatedSite promoted(SimulatedSite site) {
        SimulatedSite before = servedLast;
        servedLast = site;
        return before == site ? null : before;
    }

    Instant instantAt(long nanos) {
        return time.instant().minusNanos(time.nanoTime() - nanos);
    }

    /** What the organiser's books cost, in longs. */
    long words() {
        long words = replication.words();
        for (Desk desk : desks.values()) {
            words += desk.account.words();
            for (SimulatedSite site : sites.values()) {
                words += site.ledger(desk).words();
            }
        }
        return words;
    }
}
