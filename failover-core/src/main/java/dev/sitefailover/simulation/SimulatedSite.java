package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.ReplicationLag;
import dev.sitefailover.fault.StaleDns;
import dev.sitefailover.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the organiser's sites: it has a position, a copy of every participant's submissions, and the faults inflicted
 * on it. Orders take effect at this instant of virtual time. Not safe for use by several threads.
 */
public final class SimulatedSite {
    private final Simulation simulation;
    private final SiteSettings settings;
    private final Replication replication;
    private final SiteJournal journal;
    private final Failures failures;
    private final boolean looksAtKeys;
    private final Traffic traffic;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<InflictedFault> faults = new ArrayList<>();
    private final Map<String, Integer> inflictedByKind = new TreeMap<>();

    private Position position;
    private boolean crashed;
    private boolean outOfDate;
    private long startedAt;
    private long shutdownAt;
    private long movedAt;
    private @Nullable SimulatedSite formerlyServing;

    SimulatedSite(
            Simulation simulation, SiteSettings settings, Position position, SiteJournal journal, boolean looksAtKeys) {
        this.simulation = simulation;
        this.settings = settings;
        this.replication = simulation.replication();
        this.journal = journal;
        this.position = position;
        this.looksAtKeys = looksAtKeys;
        this.failures = new Failures(settings.site().id());
        Clerk clerk = new Clerk(this, replication, journal, looksAtKeys);
        this.traffic = new Traffic(this, simulation.time(), clerk, replication);
    }

    public String id() {
        return settings.site().id();
    }

    public Site site() {
        return settings.site();
    }

    public SiteSettings settings() {
        return settings;
    }

    /** Its position; a crashed site keeps the one it will have when it is up again. */
    public Position position() {
        return position;
    }

    /** Whether a crash is in force. */
    public boolean isCrashed() {
        return crashed;
    }

    /** Since when it has been open without interruption; null when it is not open now. */
    public @Nullable Instant servingSince() {
        return position == Position.SERVING && !crashed ? simulation.instantAt(startedAt) : null;
    }

    /** When the crash in force came; null when there is none. */
    public @Nullable Instant crashedAt() {
        return crashed ? simulation.instantAt(shutdownAt) : null;
    }

    /**
     * Opens the site for business; its copy is the truth from now on. Every other site that it reaches finishes
     * replicating, closes (unless it serves always) and becomes a copy of this one; acknowledged submissions that a site
     * out of reach had not yet handed on are lost, and that site is closed and out of date until it is resynchronised.
     * Does nothing when this is the only site open already.
     */
    public void promote() {
        boolean alone = position == Position.SERVING && !outOfDate && simulation.onlyOneOpen();
        if (alone) {
            return;
        }
        replication.around(() -> {
            replication.takeOver(this);
            simulation.closeAllBut(this);
            open();
            formerlyServing = simulation.promoted(this);
            movedAt = now();
        });
    }

    /**
     * Clients went over to this site, which is open anyway, from one that crashed: the acknowledged submissions that had
     * not been handed on by then are lost, whether or not that site comes back. Does nothing when it has not crashed.
     */
    public void takeOverFrom(SimulatedSite left) {
        if (left.isCrashed()) {
            replication.around(() -> replication.abandon(left, this));
        }
    }

    /** Graceful shutdown: finishes what was accepted, replicates it without waiting for the lag, then stands by. */
    public void standBy() {
        if (position == Position.STANDBY) {
            return;
        }
        replication.around(() -> {
            replication.flushFrom(this);
            close();
        });
    }

    /** What {@link #inflict(Occurrence)} does with a fault that is certain and lasts until lifted. */
    public InflictedFault inflict(Fault fault) {
        return inflict(fault.always());
    }

    /** Places a fault after those already there; it ends after its time, when lifted, or with {@link #heal()}. */
    public InflictedFault inflict(Occurrence occurrence) {
        Fault fault = occurrence.fault();
        int ordinal = inflictedByKind.merge(fault.kind(), 1, Integer::sum);
        var chance = simulation.time().chance("fault/" + id() + "/" + fault.kind() + "/" + ordinal);
        MessageChance draws = new MessageChance(chance.nextLong());
        boolean occurs = chance.chance(occurrence.probability());
        Behaviour behaviour = Behaviours.of(fault, this, now());
        InflictedFault inflicted = new InflictedFault(this, occurrence, behaviour, draws, occurs);
        if (occurs) {
            journal.inflicted(fault);
            replication.around(() -> {
                faults.add(inflicted);
                changed();
            });
            occurrence.lasting().ifPresent(time -> simulation.time().schedule(time, inflicted::lift));
        }
        return inflicted;
    }

    /** Lifts every fault. */
    public void heal() {
        for (InflictedFault fault : List.copyOf(faults)) {
            fault.lift();
        }
    }

    void lifted(InflictedFault fault) {
        journal.lifted(fault.occurrence().fault());
        replication.around(() -> {
            faults.remove(fault);
            changed();
        });
    }

    /** The faults in force, in the order they were placed. */
    public List<InflictedFault> faults() {
        return List.copyOf(faults);
    }

    /**
     * Makes this site a copy of the other. What this one has not handed on is handed on first where the two reach each
     * other, and is lost where they do not, or where this site was out of date.
     *
     * @throws IllegalStateException when either site is crashed
     */
    public void resynchroniseFrom(SimulatedSite other) {
        if (other == this) {
            throw new IllegalArgumentException("site " + id() + " cannot be resynchronised from itself");
        }
        if (crashed || other.crashed) {
            throw new IllegalStateException("site " + (crashed ? id() : other.id())
                    + " is crashed: heal it before resynchronising " + id() + " from " + other.id());
        }
        replication.around(() -> replication.resynchronise(this, other));
        journal.resynchronisedFrom(other);
        if (settings.servesAlways()) {
            open();
        }
    }

    /** The participant's submissions here, as of now. */
    public Ledger ledger(String participant) {
        Desk desk = simulation.desk(participant);
        replication.settle();
        return ledger(desk);
    }

    /** The participant's first records of production data as this site holds them now. */
    public Records records(String participant, int count) {
        return simulation.desk(participant).data.records(count);
    }

    Ledger ledger(Desk desk) {
        while (ledgers.size() <= desk.index) {
            ledgers.add(new Ledger());
        }
        return ledgers.get(desk.index);
    }

    void replicate(Desk desk, long number) {
        if (!ledger(desk).apply(number, desk.account.lasting(number)) && !looksAtKeys) {
            ledger(desk).applyAgain(number);
            desk.account.appliedAgain();
        }
    }

    private void changed() {
        traffic.place(faults);
        boolean crashing = faults.stream().anyMatch(f -> f.occurrence().fault() instanceof Crash);
        if (crashing == crashed) {
            return;
        }
        crashed = crashing;
        if (crashing) {
            shutdownAt = now();
            traffic.breakConnections();
            journal.crashed();
        } else {
            startedAt = now();
            journal.restarted();
        }
    }

    private void open() {
        if (position != Position.SERVING) {
            traffic.positionChanges();
            position = Position.SERVING;
            startedAt = now();
            journal.promoted();
        }
    }

    void close() {
        if (position == Position.SERVING) {
            shutdownAt = shutdownAt(now());
            traffic.positionChanges();
            position = Position.STANDBY;
            journal.closed();
        }
    }

    /** When it stopped accepting: at the crash, at the graceful shutdown, or now. */
    long shutdownAt(long now) {
        return crashed || position == Position.STANDBY ? shutdownAt : now;
    }

    /** Whether its copy ends at a move it missed: it takes no part in replication until it is resynchronised. */
    boolean isOutOfDate() {
        return outOfDate;
    }

    void outOfDate(boolean is) {
        outOfDate = is;
    }

    boolean replicatesOut() {
        return !crashed && !outOfDate && !isCut(Direction.RESPONSE);
    }

    boolean replicatesIn() {
        return !crashed && !outOfDate && !isCut(Direction.REQUEST);
    }

    /** Whether a partition between sites cuts more than that direction; request is what the site sends. */
    private boolean isCut(Direction otherThan) {
        for (InflictedFault fault : faults) {
            if (fault.occurrence().fault() instanceof Partition cut
                    && cut.between() == Between.SITE
                    && cut.direction() != otherThan) {
                return true;
            }
        }
        return false;
    }

    long replicationLagNanos() {
        return settings.replicationLag().toNanos();
    }

    /** What replication-lag adds, to copies of this site as well as to its own. */
    long faultLagNanos() {
        long lag = 0;
        for (InflictedFault fault : faults) {
            if (fault.occurrence().fault() instanceof ReplicationLag trailing) {
                lag = Math.max(lag, trailing.lag().toNanos());
            }
        }
        return lag;
    }

    /** Where a message addressed to this site really goes: while names are stale, to the site that served before. */
    SimulatedSite reachedFor(boolean probe) {
        SimulatedSite former = formerlyServing;
        return former != null && (isStale(faults, probe) || isStale(former.faults, probe)) ? former : this;
    }

    private boolean isStale(List<InflictedFault> placed, boolean probe) {
        for (InflictedFault fault : placed) {
            if (fault.occurrence().fault() instanceof StaleDns stale
                    && fault.affects(probe)
                    && now() - movedAt < stale.age().toNanos()) {
                return true;
            }
        }
        return false;
    }

    long startedAt() {
        return startedAt;
    }

    SiteJournal journal() {
        return journal;
    }

    Failures failures() {
        return failures;
    }

    Traffic traffic() {
        return traffic;
    }

    private long now() {
        return simulation.time().nanoTime();
    }

    @Override
    public String toString() {
        return id();
    }
}
