package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.Organiser;
import dev.sitefailover.rehearsal.Performance;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.runtime.Crew;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** All cells of one rehearsal. Between two advances they stand at the same instant. */
final class SimulatedPerformance implements Performance, Organiser {
    /** Long enough to stay in one cell's memory, short enough for progress. */
    private static final Duration LONGEST_SLICE = Duration.ofMinutes(10);

    private static final Duration SHORTEST_SLICE = Duration.ofSeconds(1);
    /** A cell that notes more than this in one slice makes the next one shorter, so that notes never pile up. */
    private static final int MANY_NOTES = 500;

    private final RehearsalEvents events;
    private final Consumer<Instant> passing;
    private final Crew crew;
    private final List<Cell> cells;
    private Duration slice = Duration.ofMinutes(1);
    private Instant now;

    SimulatedPerformance(
            Rundown rundown,
            long seed,
            RehearsalEvents events,
            Consumer<Instant> passing,
            Crew crew,
            Cell.Times times) {
        this.events = events;
        this.passing = passing;
        this.crew = crew;
        this.now = rundown.sessions().get(0).from().toInstant();
        int records = rundown.sessions().stream()
                .flatMap(session -> session.steps().stream())
                .mapToInt(plan -> plan.step() instanceof Step.Enquiry enquiry ? enquiry.records() : 1)
                .max()
                .orElse(1);
        List<ParticipantEntry> admitted = rundown.admitted();
        Cell[] made = new Cell[admitted.size()];
        crew.eachAtHome(
                made.length,
                i -> made[i] = new Cell(rundown, seed, admitted.get(i).id(), i, now, records, times));
        this.cells = List.of(made);
    }

    @Override
    public List<? extends Station> stations() {
        return cells;
    }

    @Override
    public Organiser organiser() {
        return this;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Instant advance(Instant limit, Predicate<Station> done) {
        while (true) {
            Instant sliceEnd = now.plus(slice).isBefore(limit) ? now.plus(slice) : limit;
            if (sliceEnd.isBefore(now)) {
                sliceEnd = now;
            }
            Instant until = sliceEnd;
            each(cells.size(), i -> cells.get(i).runUntil(until, done));
            boolean allDone = cells.stream().allMatch(Cell::isDone); // also when nobody takes part: nothing to wait for
            now = allDone ? latest() : sliceEnd;
            if (cells.stream().anyMatch(Cell::isDone)) {
                runAllUntil(now);
            }
            tell();
            passing.accept(now);
            if (allDone || !now.isBefore(limit)) {
                return now;
            }
        }
    }

    @Override
    public void advance(Instant to) {
        if (!now.isBefore(to)) { // what is due at once
            runAllUntil(now);
            tell();
        }
        while (now.isBefore(to)) {
            Instant until = now.plus(slice);
            if (until.isAfter(to) || cells.stream().allMatch(Cell::isIdle)) {
                until = to; // when nothing can happen on the way, weeks pass at once
            }
            now = until;
            runAllUntil(until);
            tell();
            passing.accept(now);
        }
    }

    private void runAllUntil(Instant until) {
        each(cells.size(), i -> cells.get(i).runUntil(until));
    }

    @Override
    public void each(int count, IntConsumer piece) {
        crew.eachAtHome(count, piece);
    }

    private Instant latest() {
        Instant latest = now;
        for (Cell cell : cells) {
            Instant at = cell.runtime().instant();
            latest = at.isAfter(latest) ? at : latest;
        }
        return latest;
    }

    /** What the cells noted since they last met, in the order of time and then of participants. */
    private void tell() {
        List<RehearsalEvent> noted = new ArrayList<>();
        int most = 0;
        for (Cell cell : cells) {
            most = Math.max(most, cell.takeNotes(noted));
        }
        if (most > MANY_NOTES) {
            slice = slice.dividedBy(4).compareTo(SHORTEST_SLICE) > 0 ? slice.dividedBy(4) : SHORTEST_SLICE;
        } else if (most < MANY_NOTES / 4) {
            slice = slice.multipliedBy(2).compareTo(LONGEST_SLICE) < 0 ? slice.multipliedBy(2) : LONGEST_SLICE;
        }
        noted.sort(Comparator.comparing(RehearsalEvent::at));
        noted.forEach(events::on);
    }

    @Override
    public TraceDigest digest() {
        long count = 0;
        List<String> digests = new ArrayList<>();
        for (Cell cell : cells) {
            count += cell.simulation().trace().events();
            digests.add(cell.simulation().trace().digest());
        }
        return new TraceDigest(count, Trace.total(digests));
    }

    @Override
    public void close() {
        crew.close();
    }

    // -- the organiser's hand, in every cell alike

    private void each(Consumer<Cell> act) {
        each(cells.size(), i -> act.accept(cells.get(i)));
        tell();
    }

    private void at(String site, Consumer<SimulatedSite> act) {
        each(cell -> act.accept(cell.simulation().site(site)));
    }

    @Override
    public void open(String serving, Instant end) {
        at(serving, SimulatedSite::promote);
    }

    @Override
    public void inflict(String site, Occurrence fault, String name) {
        at(site, target -> target.inflict(fault));
    }

    @Override
    public void lift(String site) {
        at(site, SimulatedSite::heal);
    }

    @Override
    public void shutDown(String site, Shutdown how) {
        at(site, target -> {
            if (how == Shutdown.ABRUPT) {
                target.inflict(Fault.crash());
            } else {
                target.standBy();
            }
        });
    }

    @Override
    public void heal(String site, String from) {
        each(cell -> {
            SimulatedSite target = cell.simulation().site(site);
            SimulatedSite source = cell.simulation().site(from);
            target.heal();
            if (!source.isCrashed()) {
                target.resynchroniseFrom(source);
            }
        });
    }

    @Override
    public void promote(String site, Duration after) {
        each(cell -> cell.promote(site, after));
    }

    @Override
    public void close(String serving) {
        each(cell -> {
            cell.callOff();
            Simulation simulation = cell.simulation();
            simulation.sites().forEach(SimulatedSite::heal);
            SimulatedSite truth = simulation.site(serving);
            for (SimulatedSite site : simulation.sites()) {
                if (site != truth) {
                    site.resynchroniseFrom(truth);
                }
            }
        });
    }

    @Override
    public String confirm(StepPlan step) {
        return step.step() instanceof Step.SignOff ? "given" : "done";
    }
}
