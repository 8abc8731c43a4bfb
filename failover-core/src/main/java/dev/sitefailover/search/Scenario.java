package dev.sitefailover.search;

import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An explicit schedule: who is there, what they are set to, and what is done when. Immutable. Run twice it is the same
 * run, event for event: {@code seed} only says which latencies, phases and verdicts per message the sites and clients
 * draw, each kind of them from a stream of its own.
 *
 * @param seed any number
 * @param sites in order of preference, two or more; the first one serves
 * @param gateways how many client systems run at once, each a participant of its own; 1 or more
 * @param length when every fault is lifted and every site resynchronised; acts are not later. The run goes on after it
 *     for {@link #settling()} and a little
 * @param workload calls per gateway and second
 * @param client how the client systems are set
 * @param keys whether sites recognise a submission that arrives again
 * @param acts in order of time
 */
public record Scenario(
        long seed,
        List<SiteSettings> sites,
        int gateways,
        Duration length,
        Workload workload,
        ClientSettings client,
        boolean keys,
        List<Act> acts) {

    /** More would not fit into a name, and no search needs them. */
    public static final int MOST_GATEWAYS = 100;

    public Scenario {
        sites = List.copyOf(sites);
        List<Act> ordered = new ArrayList<>(acts);
        ordered.sort(Comparator.comparing(Act::at));
        acts = List.copyOf(ordered);
        Set<String> ids = new LinkedHashSet<>();
        for (SiteSettings site : sites) {
            if (!ids.add(site.site().id())) {
                throw new IllegalArgumentException("site id must be unique, was given twice: "
                        + site.site().id());
            }
        }
        if (ids.size() < 2) {
            throw new IllegalArgumentException("a scenario needs two sites or more, was " + ids);
        }
        if (gateways < 1 || gateways > MOST_GATEWAYS) {
            throw new IllegalArgumentException("gateways must be 1 to " + MOST_GATEWAYS + ", was " + gateways);
        }
        if (length.isNegative()) {
            throw new IllegalArgumentException("length must be >= PT0S, was " + length);
        }
        for (Act act : acts) {
            check(act, ids, gateways, length);
        }
    }

    private static void check(Act act, Set<String> sites, int gateways, Duration length) {
        if (act.at().isNegative() || act.at().compareTo(length) > 0) {
            throw new IllegalArgumentException("an act must be from PT0S to the length " + length + ", was " + act);
        }
        for (String site : Acts.sitesOf(act)) {
            if (!sites.contains(site)) {
                throw new IllegalArgumentException("an act must name one of the sites " + sites + ", was " + act);
            }
        }
        int gateway = Acts.gatewayOf(act);
        if (gateway >= gateways) {
            throw new IllegalArgumentException("an act must name a gateway below " + gateways + ", was " + act);
        }
    }

    /** How many faults are inflicted. */
    public int faults() {
        return (int) acts.stream().filter(act -> act instanceof Act.Inflict).count();
    }

    /** How long after everything is well again every client system has to have settled, by the settings' formula. */
    public Duration settling() {
        return Settling.of(client);
    }

    /** The ids of the sites, in order of preference. */
    public List<String> siteIds() {
        return sites.stream().map(site -> site.site().id()).toList();
    }

    /** The same with other acts. */
    public Scenario withActs(List<Act> other) {
        return new Scenario(seed, sites, gateways, length, workload, client, keys, other);
    }

    /** The same with another length, which must not be before the last act. */
    public Scenario withLength(Duration other) {
        return new Scenario(seed, sites, gateways, other, workload, client, keys, acts);
    }

    /** The same with other sites; acts must not name one that is gone. */
    public Scenario withSites(List<SiteSettings> other) {
        return new Scenario(seed, other, gateways, length, workload, client, keys, acts);
    }

    /** The same with other client systems; acts must not name one that is gone. */
    public Scenario withGateways(int other) {
        return new Scenario(seed, sites, other, length, workload, client, keys, acts);
    }

    /** The same with another workload. */
    public Scenario withWorkload(Workload other) {
        return new Scenario(seed, sites, gateways, length, other, client, keys, acts);
    }

    /** The same with client systems set otherwise. */
    public Scenario withClient(ClientSettings other) {
        return new Scenario(seed, sites, gateways, length, workload, other, keys, acts);
    }

    /** The same with sites that recognise a submission that arrives again, or do not. */
    public Scenario withKeys(boolean other) {
        return new Scenario(seed, sites, gateways, length, workload, client, other, acts);
    }
}
