package dev.sitefailover.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario that breaks an invariant as small and simple as it gets while it still breaks the same one. What comes
 * out is 1-minimal: every single simplification that {@link #simplifications} lists has been tried on it and breaks
 * something else or nothing. Nothing is left to luck: a candidate is an explicit schedule like any other. Immutable, safe
 * for use by several threads.
 */
public final class Shrinker {
    private final Trial trial;

    private Shrinker(Trial trial) {
        this.trial = trial;
    }

    /** Runs candidates as that trial does. */
    public static Shrinker of(Trial trial) {
        return new Shrinker(requireNonNull(trial));
    }

    /**
     * Every single step towards something simpler, simplest results first: an act, a site or a gateway less; a shorter run;
     * settings as they are by default; a simpler fault; half a duration or probability; a rounder time. Each makes a
     * scenario smaller in a measure that never grows, so that shrinking ends.
     */
    public static List<Scenario> simplifications(Scenario scenario) {
        return new Simplifications(scenario).all();
    }

    /**
     * Shrinks what breaks an invariant.
     *
     * @throws IllegalArgumentException when the scenario does not break that invariant
     */
    public Minimal shrink(Scenario scenario, String invariant) {
        return new Shrinking(invariant).from(scenario);
    }

    /** One shrinking. */
    private final class Shrinking {
        private final String invariant;
        private final Explored explored = new Explored();
        private long runs;
        private @Nullable Violation violation;

        Shrinking(String invariant) {
            this.invariant = invariant;
        }

        Minimal from(Scenario scenario) {
            if (!breaks(scenario)) {
                throw new IllegalArgumentException("the scenario does not break \"" + invariant + "\"");
            }
            Scenario left = simplest(fewest(untilTheViolation(scenario)));
            breaks(left); // the violation of exactly this one
            return new Minimal(left, requireNonNull(violation), runs);
        }

        private boolean breaks(Scenario candidate) {
            runs++;
            Violation broken = trial.run(candidate, explored).violation().orElse(null);
            if (broken == null || !broken.invariant().equals(invariant)) {
                return false;
            }
            violation = broken;
            return true;
        }

        /** What comes after the violation cannot matter to it, as long as it comes before everything is healed. */
        private Scenario untilTheViolation(Scenario scenario) {
            Duration at = requireNonNull(violation).at();
            if (at.compareTo(scenario.length()) >= 0) {
                return scenario;
            }
            List<Act> before = scenario.acts().stream()
                    .filter(act -> act.at().compareTo(at) <= 0)
                    .toList();
            Scenario shorter = scenario.withActs(before).withLength(at);
            return breaks(shorter) ? shorter : scenario;
        }

        /** Acts in ever smaller groups, so that fifty are soon a few. */
        private Scenario fewest(Scenario scenario) {
            Scenario left = scenario;
            for (int size = (left.acts().size() + 1) / 2; size > 1; size = (size + 1) / 2) {
                int from = 0;
                while (from < left.acts().size()) {
                    List<Act> acts = new ArrayList<>(left.acts());
                    acts.subList(from, Math.min(from + size, acts.size())).clear();
                    Scenario candidate = left.withActs(acts);
                    if (breaks(candidate)) {
                        left = candidate;
                    } else {
                        from += size;
                    }
                }
            }
            return left;
        }

        /** Until a whole round of simplifications changes nothing. */
        private Scenario simplest(Scenario scenario) {
            Scenario left = scenario;
            int next = 0;
            int refused = 0;
            List<Scenario> candidates = simplifications(left);
            while (refused < candidates.size()) {
                Scenario candidate = candidates.get(next % candidates.size());
                if (breaks(candidate)) {
                    left = candidate;
                    candidates = simplifications(left);
                    refused = 0;
                } else {
                    refused++;
                    next++;
                }
            }
            return left;
        }
    }
}
