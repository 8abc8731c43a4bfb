package dev.sitefailover.search;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.ReplicationLag;
import dev.sitefailover.search.Happening.Acted;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Finished;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.InflictedFault;
import dev.sitefailover.simulation.Ledger;
import dev.sitefailover.simulation.SimulatedSite;
import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a client system was told is done stays done, as far as replication goes. */
final class LossWatch implements Watch {
    private final World world;
    private final BitSet[] told;
    private final long lag;
    private boolean cut;
    private boolean outOfDate;
    private long cutSince;
    private long longestCut;

    LossWatch(World world) {
        this.world = world;
        this.told = new BitSet[world.gateways().size()];
        this.lag = lag(world.scenario());
    }

    /** The sites' own and the worst a fault adds, and a message's way. */
    private static long lag(Scenario scenario) {
        Duration lag = Duration.ofMillis(20);
        Duration added = Duration.ZERO;
        for (var site : scenario.sites()) {
            lag = lag.plus(site.replicationLag());
        }
        for (Act act : scenario.acts()) {
            if (act instanceof Act.Inflict inflict && inflict.fault().fault() instanceof ReplicationLag fault) {
                added = added.plus(fault.lag());
            }
        }
        return lag.plus(added).toNanos();
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Ended ended) {
            BitSet numbers = told[ended.gateway()];
            if (numbers == null) {
                numbers = new BitSet();
                told[ended.gateway()] = numbers;
            }
            numbers.set((int) ended.number());
            return null;
        }
        if (happening instanceof Finished) {
            String missing = missing();
            return missing == null ? tooOld() : missing;
        }
        followReplication(happening);
        return tooOld();
    }

    private @Nullable String missing() {
        for (SimulatedSite site : world.sites()) {
            if (site.position() != Position.SERVING) {
                continue;
            }
            for (GatewayView gateway : world.gateways()) {
                BitSet numbers = told[gateway.index()];
                if (numbers == null) {
                    continue;
                }
                Ledger books = site.ledger(gateway.participant());
                for (int n = numbers.nextSetBit(0); n >= 0; n = numbers.nextSetBit(n + 1)) {
                    if (!books.applied(n) && !gateway.account().lost(n)) {
                        return "submission " + n + " of " + gateway.participant() + " was acknowledged and is not at "
                                + site;
                    }
                }
            }
        }
        return null;
    }

    private @Nullable String tooOld() {
        long worstCut = cut ? Math.max(longestCut, world.now() - cutSince) : longestCut;
        for (GatewayView gateway : world.gateways()) {
            long rpo = gateway.account().rpo().toNanos();
            if (rpo > lag + worstCut) {
                return gateway.participant() + " lost an acknowledged submission " + Duration.ofNanos(rpo)
                        + " old, replication trailed by " + Duration.ofNanos(lag + worstCut) + " at most";
            }
        }
        return null;
    }

    private void followReplication(Happening happening) {
        if (happening instanceof Happening.Healed) {
            outOfDate = false;
        } else if (happening instanceof Acted acted && acted.act() instanceof Act.Promote && cut) {
            outOfDate = true; // a site out of reach at a promotion takes no part until it is resynchronised
        }
        boolean now = outOfDate || isCut();
        if (now && !cut) {
            cutSince = world.now();
        } else if (!now && cut) {
            longestCut = Math.max(longestCut, world.now() - cutSince);
        }
        cut = now;
    }

    private boolean isCut() {
        for (SimulatedSite site : world.sites()) {
            if (site.isCrashed()) {
                return true;
            }
            for (InflictedFault fault : site.faults()) {
                if (fault.occurrence().fault() instanceof Partition partition && partition.between() == Between.SITE) {
                    return true;
                }
            }
        }
        return false;
    }
}
