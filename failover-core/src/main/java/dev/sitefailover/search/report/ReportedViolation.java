package dev.sitefailover.search.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seed that broke an invariant, as a report lists it. Immutable.
 *
 * @param seed what the space drew the scenario for
 * @param invariant what was broken
 * @param faults how many faults the scenario in the file has
 * @param scenario the name of the file beside the report that holds it as a rundown: {@code seed-47.yaml}
 */
public record ReportedViolation(long seed, String invariant, int faults, String scenario) {
    private static final Pattern FILE = Pattern.compile("seed-(-?\\d{1,19})\\.yaml");

    public ReportedViolation {
        if (faults < 0) {
            throw new IllegalArgumentException("faults must be >= 0, was " + faults);
        }
        if (!isScenario(scenario)) {
            throw new IllegalArgumentException("scenario must be a name such as seed-47.yaml, was " + scenario);
        }
    }

    /** Whether a file of that name may hold a scenario of a report. */
    static boolean isScenario(String name) {
        return FILE.matcher(name).matches();
    }

    static String scenarioOf(long seed) {
        return "seed-" + seed + ".yaml";
    }

    static String classOf(String seed) {
        return "Seed" + seed.replace("-", "Minus") + "Test";
    }

    /** The name of the file beside it that holds the scenario as a test to paste: {@code Seed47Test.java}. */
    public String test() {
        Matcher name = FILE.matcher(scenario);
        if (!name.matches()) {
            throw new IllegalStateException("the constructor let pass " + scenario);
        }
        return classOf(name.group(1)) + ".java";
    }
}
