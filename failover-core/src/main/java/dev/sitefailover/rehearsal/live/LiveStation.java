package dev.sitefailover.rehearsal.live;

import dev.sitefailover.rehearsal.Journal;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One participant's place among real sites. Its journal is written in its order. */
final class LiveStation implements Station, Journal {
    private final String participant;
    private final int index;
    private final WallClock clock;
    private final Connector<Endpoint> connector;
    private final RehearsalEvents events;
    private final SerialOrder order;
    private final EngineRuntime engineRuntime;
    private final EngineRuntime runtime;
    private final LiveBooks books;
    private final Fingerprint fingerprint = new Fingerprint();

    LiveStation(
            String participant,
            int index,
            long seed,
            EngineRuntime shared,
            WallClock clock,
            Connector<Endpoint> connector,
            LiveOrganiser organiser,
            RehearsalEvents events,
            Consumer<Throwable> failed) {
        this.participant = participant;
        this.index = index;
        this.clock = clock;
        this.connector = connector;
        this.events = events;
        this.order = new SerialOrder(shared.executor(), failed);
        // the same draws as in a simulation of this rundown with this seed: probe phases are alike
        long own = Chance.of(seed, "participant/" + participant).nextLong();
        this.engineRuntime = new StationRuntime(shared, clock, own);
        this.runtime = new OrderedRuntime(engineRuntime, order);
        this.books = new LiveBooks(participant, organiser, shared);
    }

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
        return runtime;
    }

    @Override
    public EngineRuntime engineRuntime() {
        return engineRuntime;
    }

    @Override
    public Executor order() {
        return order;
    }

    @Override
    public void still(Runnable task) {
        order.still(task);
    }

    @Override
    public Instant at(long nanos) {
        return clock.at(nanos);
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
        return books;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public void call(CallKind kind, CallResult result, long number) {
        fingerprint.add(runtime.nanoTime(), kind.ordinal(), result.ordinal(), number);
    }

    @Override
    public void probe(int site, int health) {
        fingerprint.add(runtime.nanoTime(), CallKind.values().length, site, health);
    }

    @Override
    public void explain(String type, String text) {
        fingerprint.add(runtime.nanoTime(), type, text);
        events.on(new RehearsalEvent(clock.now(), participant, type, text));
    }
}
