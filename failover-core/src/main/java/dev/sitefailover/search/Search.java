package dev.sitefailover.search;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.runtime.Crew;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Draws scenarios, runs them, and keeps what breaks an invariant. Immutable; methods copy. What a seed comes to depends
 * on the space, the client system and the invariants alone: not on threads, order, machine or what else is run.
 *
 * <pre>{@code
 * SearchResult result = Search.of(ScenarioSpace.standard()).threads(2).run(SeedRange.of(1, 10_000));
 * }</pre>
 */
public final class Search {
    private final ScenarioSpace space;
    private final ClientSystem system;
    private final List<Invariant> invariants;
    private final int threads;
    private final Duration budget;
    private final SearchListener listener;
    private final BooleanSupplier stopped;

    private Search(
            ScenarioSpace space,
            ClientSystem system,
            List<Invariant> invariants,
            int threads,
            Duration budget,
            SearchListener listener,
            BooleanSupplier stopped) {
        this.space = requireNonNull(space);
        this.system = requireNonNull(system);
        this.invariants = List.copyOf(invariants);
        this.threads = threads;
        this.budget = budget;
        this.listener = requireNonNull(listener);
        this.stopped = requireNonNull(stopped);
    }

    /** Of that space: the engine, the {@linkplain Invariants#standard() standard invariants}, one thread, no budget. */
    public static Search of(ScenarioSpace space) {
        return new Search(
                space,
                ClientSystem.siteFailover(),
                Invariants.standard(),
                1,
                Duration.ofDays(3650),
                progress -> {},
                () -> false);
    }

    /** Another client system under test. */
    public Search client(ClientSystem other) {
        return new Search(space, other, invariants, threads, budget, listener, stopped);
    }

    /** Other invariants, looked at in that order. */
    public Search invariants(List<Invariant> other) {
        return new Search(space, system, other, threads, budget, listener, stopped);
    }

    /** So many threads, 1 or more. */
    public Search threads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads must be >= 1, was " + number);
        }
        return new Search(space, system, invariants, number, budget, listener, stopped);
    }

    /** No scenario is begun after that much real time. */
    public Search budget(Duration atMost) {
        return new Search(space, system, invariants, threads, atMost, listener, stopped);
    }

    /** Somebody wants to know how far it is. */
    public Search listener(SearchListener other) {
        return new Search(space, system, invariants, threads, budget, other, stopped);
    }

    /** No scenario is begun once that says so; asked before each, by all threads. */
    public Search stopWhen(BooleanSupplier other) {
        return new Search(space, system, invariants, threads, budget, listener, other);
    }

    /** What is drawn from. */
    public ScenarioSpace space() {
        return space;
    }

    /** Runs single scenarios as this search does. */
    public Trial trial() {
        return Trial.of(system, invariants);
    }

    /** Runs these seeds, or as many as the budget allows or until it is stopped: then the result says which. */
    public SearchResult run(SeedRange seeds) {
        try (EngineRuntime clock = EngineRuntime.system(0);
                Crew crew = Crew.of(threads)) {
            Campaign campaign = new Campaign(space, trial(), seeds, budget, listener, stopped, clock);
            crew.each(campaign.pieces(), campaign::piece);
            return campaign.result();
        }
    }
}
