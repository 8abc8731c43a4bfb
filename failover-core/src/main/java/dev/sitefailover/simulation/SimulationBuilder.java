package dev.sitefailover.simulation;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Simulation}; each method returns this builder. */
public final class SimulationBuilder {
    private static final int RECORDS = 1_000;
    private static final Instant START = Instant.parse("2024-03-23T04:00:00Z");

    private final long seed;
    private final List<SiteSettings> sites = new ArrayList<>();
    private Instant start = START;
    private int recordsPerParticipant = RECORDS;
    private boolean looksAtKeys = true;
    private long productionSeed;
    private @Nullable VirtualTime given;

    SimulationBuilder(long seed) {
        this.seed = seed;
        this.productionSeed = seed;
    }

    /** Adds a site after those already added; the first one serves. */
    public SimulationBuilder site(SiteSettings site) {
        sites.add(requireNonNull(site, "site"));
        return this;
    }

    /** Adds sites with the defaults. */
    public SimulationBuilder sites(Site... added) {
        for (Site site : added) {
            site(SiteSettings.of(site));
        }
        return this;
    }

    /** The wall-clock time at which virtual time starts; 2024-03-23T04:00:00Z by default. */
    public SimulationBuilder startingAt(Instant instant) {
        start = requireNonNull(instant, "instant");
        return this;
    }

    /** Runs in this time instead of one of its own; the time's start and seed count then, not those given here. */
    public SimulationBuilder in(VirtualTime time) {
        given = requireNonNull(time, "time");
        return this;
    }

    /** How many records of production data each participant has, at least 1; 1,000 by default. */
    public SimulationBuilder recordsPerParticipant(int records) {
        recordsPerParticipant = records;
        return this;
    }

    /** The seed of the production data, for simulations that run side by side; the simulation's own by default. */
    public SimulationBuilder productionSeed(long data) {
        productionSeed = data;
        return this;
    }

    /** Sites apply a submission every time it arrives, as systems without idempotency keys do. */
    public SimulationBuilder ignoringKeys() {
        looksAtKeys = false;
        return this;
    }

    /** Starts it: virtual time stands at the start. */
    public Simulation start() {
        return new Simulation(this);
    }

    VirtualTime time() {
        VirtualTime time = given;
        return time == null ? new VirtualTime(start, seed) : time;
    }

    long productionSeed() {
        return productionSeed;
    }

    int recordsPerParticipant() {
        return recordsPerParticipant;
    }

    boolean looksAtKeys() {
        return looksAtKeys;
    }

    List<SiteSettings> sites() {
        return sites.isEmpty() ? List.of(SiteSettings.of("primary"), SiteSettings.of("secondary")) : sites;
    }
}
