package dev.sitefailover.examples.standin.fault;

import dev.sitefailover.examples.standin.http.HttpServer.Reach;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Blackhole;
import dev.sitefailover.fault.ClockSkew;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Flap;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.fault.Refuse;
import dev.sitefailover.fault.ReplicationLag;
import dev.sitefailover.fault.Reset;
import dev.sitefailover.fault.StaleDns;
import dev.sitefailover.fault.TlsExpired;
import dev.sitefailover.fault.WrongSite;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults in force at a site, in the order placed. Safe for use by several threads. */
public final class Faults {
    private final List<PlacedFault> placed = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> placedByKind = new TreeMap<>();
    private final long seed;
    private final String site;

    public Faults(long seed, String site) {
        this.seed = seed;
        this.site = site;
    }

    /**
     * Places a fault after those in force; false when its probability was against it.
     *
     * @throws IllegalArgumentException when a site cannot play it, with the reason
     */
    public boolean place(Occurrence occurrence) {
        Fault fault = occurrence.fault();
        if (fault instanceof StaleDns) {
            throw new IllegalArgumentException("stale-dns happens in a client's resolver, a site has no part in it");
        }
        if (fault instanceof TlsExpired) {
            throw new IllegalArgumentException(
                    "tls-expired: this site speaks no TLS, so it has no certificate to expire");
        }
        Chance chance;
        synchronized (placedByKind) {
            int ordinal = placedByKind.merge(fault.kind(), 1, Integer::sum);
            chance = Chance.of(seed, "fault/" + site + "/" + fault.kind() + "/" + ordinal);
        }
        if (!chance.chance(occurrence.probability())) {
            return false;
        }
        placed.add(new PlacedFault(occurrence, System.nanoTime(), chance));
        return true;
    }

    /** Lifts all. */
    public void lift() {
        placed.clear();
    }

    /** Removes those whose time is over; whether there were any. */
    public boolean expire() {
        long now = System.nanoTime();
        return !placed.isEmpty() && placed.removeIf(fault -> fault.isOver(now));
    }

    /** Those in force. */
    public List<Occurrence> inForce() {
        long now = System.nanoTime();
        return placed.stream()
                .filter(fault -> !fault.isOver(now))
                .map(fault -> fault.occurrence)
                .toList();
    }

    List<PlacedFault> placed() {
        return placed;
    }

    /** How far clients get, as far as that can be told before a request is read. */
    public Reach reach() {
        long now = System.nanoTime();
        for (PlacedFault fault : placed) {
            if (!fault.isOver(now) && fault.meetsAll()) {
                Fault kind = fault.fault();
                if (kind instanceof Refuse || (kind instanceof Flap flap && isDown(flap, fault, now))) {
                    return Reach.REFUSED;
                } else if (kind instanceof Blackhole) {
                    return Reach.SWALLOWED;
                } else if (kind instanceof Reset reset && reset.phase() == Phase.CONNECT) {
                    return Reach.RESET;
                }
            }
        }
        return Reach.OPEN;
    }

    /** Starts down, as the simulated one does. */
    static boolean isDown(Flap flap, PlacedFault fault, long now) {
        long down = flap.down().toNanos();
        return (now - fault.placedAt) % (down + flap.up().toNanos()) < down;
    }

    /** What replication-lag adds, to copies of this site as well as to its own. */
    public Duration lag() {
        Duration most = Duration.ZERO;
        for (Occurrence occurrence : inForce()) {
            if (occurrence.fault() instanceof ReplicationLag trailing
                    && trailing.lag().compareTo(most) > 0) {
                most = trailing.lag();
            }
        }
        return most;
    }

    /** Whether a partition between the sites cuts what this site sends. */
    public boolean cutsOut() {
        return cuts(Direction.RESPONSE);
    }

    /** Whether a partition between the sites cuts what this site receives. */
    public boolean cutsIn() {
        return cuts(Direction.REQUEST);
    }

    private boolean cuts(Direction otherThan) {
        return inForce().stream()
                .anyMatch(occurrence -> occurrence.fault() instanceof Partition cut
                        && cut.between() == Between.SITE
                        && cut.direction() != otherThan);
    }

    /** How far ahead the site believes the time to be. */
    public Duration skew() {
        Duration skew = Duration.ZERO;
        for (Occurrence occurrence : inForce()) {
            if (occurrence.fault() instanceof ClockSkew wrong) {
                skew = skew.plus(wrong.offset());
            }
        }
        return skew;
    }

    /** The name the site greets in. */
    public String name() {
        boolean wrong = inForce().stream().anyMatch(occurrence -> occurrence.fault() instanceof WrongSite);
        return wrong ? WrongSite.NAME : site;
    }
}
