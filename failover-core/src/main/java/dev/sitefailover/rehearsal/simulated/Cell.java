package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.rehearsal.Journal;
import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Account;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SimulationBuilder;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.simulation.Trace;
import dev.sitefailover.simulation.TraceType;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One participant with its own time and its own slice of every site. One thread at a time. */
final class Cell implements Station, Station.Books, Journal {
    private static final TraceType PROBE = TraceType.of("probe");
    private static final TraceType[] CALLS = {
        TraceType.of("call-enquiry"),
        TraceType.of("call-submission"),
        TraceType.of("call-greeting"),
        TraceType.of("call-report"),
        TraceType.of("call-purge")
    };
    /** The sites' events have the site's index as actor; the client system's have this. */
    private static final int CLIENT = -1;

    private final String participant;
    private final int index;
    private final Simulation simulation;
    private final VirtualTime time;
    private final Trace trace;
    private final Connector<Endpoint> connector;
    private final Account account;
    private final Instant start;
    private final Map<String, TraceType> types = new LinkedHashMap<>();
    private List<RehearsalEvent> notes = new ArrayList<>();
    private EngineRuntime.@Nullable Timer promotion;
    private boolean isDone;

    /** Makes a cell's time from its start and seed; tests make others. */
    interface Times {
        VirtualTime at(Instant start, long seed);
    }

    Cell(Rundown rundown, long seed, String participant, int index, Instant start, int records, Times times) {
        this.participant = participant;
        this.index = index;
        this.start = start;
        long own = Chance.of(seed, "participant/" + participant).nextLong();
        SimulationBuilder builder = Simulation.seeded(own)
                .in(times.at(start, own))
                .productionSeed(seed)
                .recordsPerParticipant(records);
        for (PlannedSite site : rundown.sites()) {
            SiteSettings settings = SiteSettings.of(site.site()).trailing(site.replicationLag());
            builder.site(site.serves() == Serves.ALWAYS ? settings.servingAlways() : settings);
        }
        simulation = builder.start();
        time = simulation.time();
        trace = simulation.trace();
        connector = simulation.connector(participant);
        account = simulation.account(participant);
        if (index == 0) {
            // the organiser does the same in every cell: one of them tells
            trace.observe((number, nanos, type, actor, a, b, text) -> notes.add(new RehearsalEvent(
                    start.plusNanos(nanos),
                    null,
                    type.name(),
                    simulation.sites().get(actor).id() + (text == null ? "" : ": " + text))));
        }
    }

    Simulation simulation() {
        return simulation;
    }

    void runUntil(Instant until) {
        time.runUntil(nanos(until));
    }

    /** Until then, or until done. */
    void runUntil(Instant until, Predicate<Station> done) {
        isDone = time.pump(() -> done.test(this), nanos(until));
        if (!isDone) {
            runUntil(until);
        }
    }

    /** Whether it stopped because it was done, when it last ran until then; what is due at that instant may still be pending. */
    boolean isDone() {
        return isDone;
    }

    boolean isIdle() {
        return time.isIdle();
    }

    private long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    void promote(String site, Duration after) {
        callOff();
        if (after.isZero()) {
            simulation.site(site).promote();
        } else {
            promotion =
                    time.schedule(after.toNanos(), () -> simulation.site(site).promote());
        }
    }

    /** A promotion that has not come by the session's end does not come. */
    void callOff() {
        EngineRuntime.Timer pending = promotion;
        if (pending != null) {
            pending.cancel();
            promotion = null;
        }
    }

    /** Returns how many there were. */
    int takeNotes(List<RehearsalEvent> to) {
        int count = notes.size();
        if (count > 0) {
            to.addAll(notes);
            notes = new ArrayList<>();
        }
        return count;
    }

    // -- station

    @Override
    public String participant() {
        return participant;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public EngineRuntime runtime() {
        return time;
    }

    @Override
    public Connector<Endpoint> connector() {
        return connector;
    }

    @Override
    public Journal journal() {
        return this;
    }

    @Override
    public Books books() {
        return this;
    }

    // -- books

    @Override
    public long recordsCheck(String site, int records) {
        return simulation.site(site).records(participant, records).check();
    }

    @Override
    public int applied(String site, long number) {
        var ledger = simulation.site(site).ledger(participant);
        return ledger.applied(number) ? (ledger.appliedTwice(number) ? 2 : 1) : 0;
    }

    @Override
    public long held(String site) {
        return simulation.site(site).ledger(participant).live();
    }

    @Override
    public @Nullable Instant servingSince(String site) {
        return simulation.site(site).servingSince();
    }

    @Override
    public void moved(String from, String to) {
        simulation.site(to).takeOverFrom(simulation.site(from));
    }

    @Override
    public void gaveUp(long number) {
        account.gaveUp(number);
    }

    @Override
    public long lost() {
        return account.lost();
    }

    @Override
    public long duplicated() {
        return account.duplicated();
    }

    @Override
    public Duration rpo() {
        return account.rpo();
    }

    // -- journal

    @Override
    public void call(CallKind kind, CallResult result, long number) {
        trace.record(CALLS[kind.ordinal()], CLIENT, result.ordinal(), number);
    }

    @Override
    public void probe(int site, int health) {
        trace.record(PROBE, CLIENT, site, health);
    }

    @Override
    public void explain(String type, String text) {
        trace.record(types.computeIfAbsent(type, TraceType::of), CLIENT, text);
        notes.add(new RehearsalEvent(time.instant(), participant, type, text));
    }
}
