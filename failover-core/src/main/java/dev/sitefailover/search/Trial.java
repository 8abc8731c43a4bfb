package dev.sitefailover.search;

import java.util.List;

/**
 * Runs scenarios, one at a time and each by itself: the same scenario has the same result on any machine, in any order,
 * on any thread. Immutable, safe for use by several threads if the client system and the invariants are.
 */
public final class Trial {
    private final ClientSystem system;
    private final List<Invariant> invariants;

    private Trial(ClientSystem system, List<Invariant> invariants) {
        this.system = system;
        this.invariants = List.copyOf(invariants);
    }

    /** Of that client system, by those invariants, in that order. */
    public static Trial of(ClientSystem system, List<Invariant> invariants) {
        return new Trial(system, invariants);
    }

    /** Of the engine, by the {@linkplain Invariants#standard() standard invariants}. */
    public static Trial ofEngine() {
        return of(ClientSystem.siteFailover(), Invariants.standard());
    }

    /** Runs it to its end, or to the first violation. */
    public TrialResult run(Scenario scenario) {
        return run(scenario, new Explored());
    }

    TrialResult run(Scenario scenario, Explored explored) {
        return new Run(scenario, system, invariants, explored).go();
    }
}
