package dev.sitefailover.search.planted;

import dev.sitefailover.search.Minimal;
import dev.sitefailover.search.Scenario;
import dev.sitefailover.search.Shrinker;
import dev.sitefailover.search.Trial;
import dev.sitefailover.search.Violation;
import java.util.Optional;

/**
 * What came of looking for one planted bug. Immutable.
 *
 * @param seed the first whose scenario breaks something
 * @param scenario of that seed
 * @param violation of that scenario
 * @param minimal what is left of it
 * @param millis real time of it all
 */
record Hunt(PlantedBug bug, long seed, Scenario scenario, Violation violation, Minimal minimal, long millis) {

    /** Empty when nothing was found within the stated seeds. */
    static Optional<Hunt> after(PlantedBug bug) {
        long start = System.nanoTime();
        Trial trial = bug.search().trial();
        for (long seed = 1; seed <= bug.seeds(); seed++) {
            Scenario scenario = bug.space().space().draw(seed);
            Optional<Violation> violation = trial.run(scenario).violation();
            if (violation.isPresent()) {
                Minimal minimal =
                        Shrinker.of(trial).shrink(scenario, violation.get().invariant());
                long millis = (System.nanoTime() - start) / 1_000_000;
                return Optional.of(new Hunt(bug, seed, scenario, violation.get(), minimal, millis));
            }
        }
        return Optional.empty();
    }

    /** As a row of a table in Markdown; see {@link #HEAD}. */
    String row() {
        Scenario left = minimal.scenario();
        int others = left.acts().size() - left.faults();
        return "| "
                + String.join(
                        " | ",
                        bug.name(),
                        violation.invariant(),
                        bug.space().toString(),
                        "" + seed + " of " + bug.seeds(),
                        scenario.faults() + " → " + left.faults(),
                        (scenario.acts().size() - scenario.faults()) + " → " + others,
                        "" + minimal.runs(),
                        "" + millis)
                + " |";
    }

    static final String HEAD =
            "| Planted bug | What it breaks | Space | Found at seed | Faults, drawn → left | Other acts, drawn → left"
                    + " | Runs to shrink | Time, ms |\n|---|---|---|---|---|---|---|---|";
}
