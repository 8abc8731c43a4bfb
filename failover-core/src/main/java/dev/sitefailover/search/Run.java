package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SimulationBuilder;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of one scenario, from the start to the first violation or the end. */
final class Run implements World {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private static final int KINDS = Kind.values().length;

    private final Scenario scenario;
    private final List<Invariant> invariants;
    /** What each of them watches with. */
    private final List<Watch> all = new ArrayList<>();

    private final List<Journey> journeys = new ArrayList<>();
    private final Simulation simulation;
    private final VirtualTime time;
    private final List<SimulatedSite> sites;
    private final List<Site> siteList;
    private final List<Berth> berths = new ArrayList<>();
    /** By the kind of happening they are told of. */
    private final Watching[] watching = new Watching[KINDS];

    private final RunTrace record;
    private final FailoverTiming timing;
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private @Nullable Violation violation;
    private long changedAt;
    long operations;

    /** The watches over one kind of happening, in order; arrays, because they are gone through at every one. */
    private static final class Watching {
        Watch[] watches = {};
        /** The number of each one's invariant, ascending. */
        int[] numbers = {};

        void add(Watch watch, int number) {
            int place = Arrays.binarySearch(numbers, number);
            if (place >= 0) {
                return;
            }
            int at = -1 - place;
            Watch[] more = Arrays.copyOf(watches, watches.length + 1);
            int[] moreNumbers = Arrays.copyOf(numbers, watches.length + 1);
            System.arraycopy(watches, at, more, at + 1, watches.length - at);
            System.arraycopy(numbers, at, moreNumbers, at + 1, watches.length - at);
            more[at] = watch;
            moreNumbers[at] = number;
            watches = more;
            numbers = moreNumbers;
        }
    }

    Run(Scenario scenario, ClientSystem system, List<Invariant> invariants, Explored explored) {
        this.scenario = scenario;
        this.invariants = invariants;
        SimulationBuilder builder = Simulation.seeded(scenario.seed()).recordsPerParticipant(1);
        for (SiteSettings site : scenario.sites()) {
            builder.site(site);
        }
        if (!scenario.keys()) {
            builder.ignoringKeys();
        }
        this.simulation = builder.start();
        this.time = simulation.time();
        this.sites = List.copyOf(simulation.sites());
        this.siteList = scenario.sites().stream().map(SiteSettings::site).toList();
        this.timing = Settling.timing(scenario.client());
        this.record = new RunTrace(simulation.trace(), this);
        Arrays.setAll(watching, kind -> new Watching());
        for (int i = 0; i < scenario.gateways(); i++) {
            journeys.add(new Journey(explored, siteList));
            berths.add(new Berth(this, system, i));
        }
        for (int number = 0; number < invariants.size(); number++) {
            Watch watch = invariants.get(number).watch(this);
            all.add(watch);
            if (watch != Watch.NOTHING) {
                watch(watch, number, invariants.get(number).after());
            }
        }
    }

    private void watch(Watch watch, int number, Set<Kind> kinds) {
        for (Kind kind : kinds) {
            watching[kind.ordinal()].add(watch, number);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one watch may be equal to another
    public void wake(Watch watch, Set<Kind> kinds) {
        boolean known = false;
        for (int number = 0; number < all.size(); number++) {
            if (all.get(number) == watch && watch != Watch.NOTHING) {
                watch(watch, number, kinds);
                known = true;
            }
        }
        if (!known) {
            throw new IllegalArgumentException("only a watch over this run can be woken, once it has been made");
        }
    }

    TrialResult go() {
        try {
            schedule();
            berths.forEach(Berth::begin);
            long healed = scenario.length().toNanos();
            runUntil(healed);
            if (violation == null) {
                heal();
                settle(healed + scenario.settling().toNanos());
            }
            if (violation == null) {
                finish();
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        return new TrialResult(
                Optional.ofNullable(violation), simulation.trace().digest(), operations);
    }

    private void runUntil(long nanos) {
        time.pump(() -> violation != null, nanos);
        if (violation == null) {
            time.runUntil(nanos);
        }
    }

    private void schedule() {
        for (Act act : scenario.acts()) {
            time.scheduleAt(act.at().toNanos(), () -> acted(act));
        }
        for (long quiet : Quiet.spells(scenario)) {
            time.scheduleAt(quiet, () -> happened(new Happening.Calm(false)));
        }
    }

    private void acted(Act act) {
        if (Performing.perform(act, simulation, berths)) {
            changedAt = now();
            happened(new Happening.Acted(act));
            if (act instanceof Act.Inflict inflict) {
                // after the fault's own timer, which was set before
                inflict.fault().lasting().ifPresent(lasting -> time.schedule(lasting.toNanos(), () -> ended(inflict)));
            }
        }
    }

    private void ended(Act.Inflict inflict) {
        changedAt = now();
        happened(new Happening.Expired(inflict));
    }

    /** Every fault is lifted and every site a copy of the one that serves; where none does, the last one is opened. */
    private void heal() {
        sites.forEach(SimulatedSite::heal);
        SimulatedSite serving = sites.stream()
                .filter(site -> site.position() == Position.SERVING)
                .findFirst()
                .orElse(sites.get(0));
        serving.promote();
        for (SimulatedSite site : sites) {
            if (site != serving) {
                site.resynchroniseFrom(serving);
            }
        }
        changedAt = now();
        happened(new Happening.Healed());
    }

    private void settle(long until) {
        runUntil(until);
        if (violation == null) {
            berths.forEach(Berth::enquire);
            runUntil(until + scenario.client().callTimeout().toNanos());
        }
        if (violation == null) {
            happened(new Happening.Calm(true));
        }
    }

    private void finish() {
        berths.forEach(Berth::quieten);
        berths.forEach(Berth::close);
        runUntil(now() + closing().toNanos());
        if (violation == null) {
            happened(new Happening.Finished());
        }
    }

    /** Until every client system is closed, every call is over, and every copy has what was done last. */
    private Duration closing() {
        Duration longest = CLOSING.compareTo(scenario.client().callTimeout()) > 0
                ? CLOSING
                : scenario.client().callTimeout();
        for (SiteSettings site : scenario.sites()) {
            longest = site.replicationLag().compareTo(longest) > 0 ? site.replicationLag() : longest;
        }
        return longest.plus(A_MOMENT);
    }

    // -- what happens

    void happened(Happening happening) {
        if (violation != null) {
            return;
        }
        Watching interested = watching[happening.kind().ordinal()];
        Watch[] watches = interested.watches;
        int[] numbers = interested.numbers;
        try {
            for (int i = 0; i < watches.length; i++) {
                String wrong = watches[i].after(happening);
                if (wrong != null) {
                    violated(invariants.get(numbers[i]).name(), wrong);
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            failed(e); // where a request is sent it would be taken for the site's failure
        }
    }

    private void violated(String invariant, String wrong) {
        if (violation == null) {
            violation = new Violation(invariant, Duration.ofNanos(now()), wrong);
        }
    }

    Call began(Berth berth, Operation operation, long number) {
        Duration own = operation.timeout();
        long timeout = (own == null ? scenario.client().callTimeout() : own).toNanos();
        Call call = new Call(this, berth, operation, number, now(), now() + timeout);
        calls.add(call);
        return call;
    }

    void ended(Happening.Ended ended) {
        record.ended(ended);
        happened(ended);
    }

    void switched(Berth berth, SwitchEvent event) {
        record.switched(berth.index, event);
        journeys.get(berth.index).went(event);
        happened(new Happening.Switched(berth.index, event));
    }

    void moved(Switchover move) {
        simulation.site(move.to().id()).takeOverFrom(simulation.site(move.from().id()));
    }

    /** What a callback throws would vanish in its stage: it ends the run instead. */
    void surely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    void failed(Throwable cause) {
        violated("the run goes through", String.valueOf(cause));
    }

    // -- the view

    VirtualTime time() {
        return time;
    }

    List<Site> siteList() {
        return siteList;
    }

    @Override
    public @Nullable OpenCall oldestCall() {
        while (!calls.isEmpty() && calls.peekFirst().isEnded()) {
            calls.removeFirst();
        }
        return calls.peekFirst();
    }

    @Override
    public Scenario scenario() {
        return scenario;
    }

    @Override
    public long now() {
        return time.nanoTime();
    }

    @Override
    public List<? extends GatewayView> gateways() {
        return berths;
    }

    @Override
    public Simulation simulation() {
        return simulation;
    }

    @Override
    public List<SimulatedSite> sites() {
        return sites;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same object nearly always, and asked for every call
    public int indexOf(Site site) {
        for (int i = 0; i < siteList.size(); i++) {
            if (siteList.get(i) == site) {
                return i;
            }
        }
        for (int i = 0; i < siteList.size(); i++) {
            if (siteList.get(i).id().equals(site.id())) {
                return i;
            }
        }
        throw new IllegalArgumentException("no site " + site + " in this run");
    }

    @Override
    public FailoverTiming timing() {
        return timing;
    }

    @Override
    public long changedAt() {
        return changedAt;
    }
}
