package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.util.List;

/**
 * A worst case as the sum of named terms, so that a measured figure can be held against it.
 *
 * @param name what it bounds, so that the bound can follow, for instance "A loss is known within"
 * @param lines its terms, in the order in which they happen
 */
public record TimingFormula(String name, List<Line> lines) {
    /** The name of the formula that bounds the client's share; the drawings show it as a limit. */
    public static final String CLIENT_SHARE = "The client's share is at most";

    public TimingFormula {
        Checks.notBlank("timing formula name", name);
        lines = List.copyOf(lines);
    }

    /** The sum of the terms. */
    public Duration bound() {
        return lines.stream().map(Line::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * One term.
     *
     * @param term how it follows from the settings, for instance "rise 2 × probe interval PT1S"
     * @param duration what that makes
     */
    public record Line(String term, Duration duration) {}
}
