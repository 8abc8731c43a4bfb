package dev.sitefailover.search.report;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.search.Coverage;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code explore.json} says. Immutable. Reports of different seeds add up, in any order.
 *
 * @param seeds what was run, in order, ranges that touch joined
 * @param runsPerSecond 0 or more; of all machines together
 * @param violations by seed
 * @param coverage what client systems went through
 */
public record SearchReport(
        List<SeedRange> seeds, double runsPerSecond, List<ReportedViolation> violations, Coverage coverage) {

    /** The file's name in the directory of the report. */
    public static final String NAME = "explore.json";

    public SearchReport {
        // Written so that NaN fails too.
        if (!(runsPerSecond >= 0 && runsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("runsPerSecond must be finite and >= 0, was " + runsPerSecond);
        }
        // The search joins ranges and refuses seeds that were run twice.
        seeds = new SearchResult(seeds, 0, Duration.ZERO, List.of(), Map.of(), Coverage.NONE).seeds();
        List<ReportedViolation> sorted = new ArrayList<>(violations);
        sorted.sort(Comparator.comparingLong(ReportedViolation::seed));
        violations = List.copyOf(sorted);
    }

    /** How many scenarios were run. */
    public long runs() {
        return seeds.stream().mapToLong(SeedRange::size).sum();
    }

    /** The names of what was broken, in alphabetical order. */
    public List<String> invariants() {
        Set<String> names =
                violations.stream().map(ReportedViolation::invariant).collect(Collectors.toCollection(TreeSet::new));
        return List.copyOf(names);
    }

    /** The violations of one invariant, by seed. */
    public List<ReportedViolation> violationsOf(String invariant) {
        return violations.stream()
                .filter(violation -> violation.invariant().equals(invariant))
                .toList();
    }

    /**
     * Both together, as if they had been run side by side: it took as long as the slower one took.
     *
     * @throws IllegalArgumentException when a seed is in both
     */
    public SearchReport plus(SearchReport other) {
        List<SeedRange> ranges = new ArrayList<>(seeds);
        ranges.addAll(other.seeds);
        List<ReportedViolation> all = new ArrayList<>(violations);
        all.addAll(other.violations);
        double seconds = Math.max(seconds(), other.seconds());
        double rate = seconds == 0 ? 0 : (runs() + other.runs()) / seconds;
        return new SearchReport(ranges, rate, all, coverage.plus(other.coverage));
    }

    private double seconds() {
        return runsPerSecond == 0 ? 0 : runs() / runsPerSecond;
    }

    /** For people: what was run, what was reached, what was broken. */
    public String summary() {
        return SearchText.summary(this);
    }

    /**
     * Writes the file; an older one is replaced as a whole.
     *
     * @param directory is created when missing
     * @throws dev.sitefailover.site.SiteFailoverException one line that names the file and what is wrong
     */
    public void write(Path directory) {
        FileSet.write(directory, List.of(file()));
    }

    NewFile file() {
        return new NewFile(NAME, out -> SearchReportJson.write(this, out));
    }

    /**
     * Reads such a file.
     *
     * @throws DocumentException with every problem of the file, also when it cannot be read
     */
    public static SearchReport read(Path file) {
        return SearchReportReader.read(file);
    }
}
