package dev.sitefailover.search.report;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.search.Found;
import dev.sitefailover.search.Minimal;
import dev.sitefailover.search.Scenario;
import dev.sitefailover.search.ScenarioFile;
import dev.sitefailover.search.ScenarioTest;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.Shrinker;
import dev.sitefailover.search.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Writes what a search found: {@code explore.json}, and for each violation its scenario as a rundown and as a JUnit test.
 * Of every invariant the scenarios of the {@link #SHRUNK} lowest seeds are shrunk first; the others are written as they
 * were drawn. Immutable.
 */
public final class SearchFiles {
    /** Shrinking takes seconds, and many seeds show the same mistake. */
    public static final int SHRUNK = 3;

    private final Search search;
    private final BooleanSupplier hurried;

    private SearchFiles(Search search, BooleanSupplier hurried) {
        this.search = search;
        this.hurried = hurried;
    }

    /** Of that search: its space draws the scenarios again, its client system and invariants judge what is shrunk. */
    public static SearchFiles of(Search search) {
        return new SearchFiles(requireNonNull(search), () -> false);
    }

    /** Nothing more is shrunk once that says so. */
    public SearchFiles hurriedWhen(BooleanSupplier other) {
        return new SearchFiles(search, requireNonNull(other));
    }

    /**
     * Shrinks and writes; files of the same names are replaced as a whole, the report last.
     *
     * @param directory is created when missing
     * @return what the report says
     * @throws dev.sitefailover.site.SiteFailoverException one line that names the file and what is wrong
     */
    public SearchReport write(SearchResult result, Path directory) {
        List<ReportedViolation> violations = new ArrayList<>();
        List<NewFile> files = new ArrayList<>();
        Map<String, Integer> shrunk = new TreeMap<>();
        for (Found found : result.found()) {
            String invariant = found.violation().invariant();
            boolean shrink = !hurried.getAsBoolean() && shrunk.merge(invariant, 1, Integer::sum) <= SHRUNK;
            Scenario drawn = search.space().draw(found.seed());
            Minimal minimal = shrink
                    ? Shrinker.of(search.trial()).shrink(drawn, invariant)
                    : new Minimal(drawn, found.violation(), 0);
            violations.add(reported(found.seed(), minimal, files));
        }
        SearchReport report = new SearchReport(result.seeds(), result.runsPerSecond(), violations, result.coverage());
        files.add(report.file());
        FileSet.write(directory, files);
        return report;
    }

    /**
     * Adds up what several machines wrote, and puts their scenarios beside the sum.
     *
     * @param reports files named {@link SearchReport#NAME}, each with its scenarios beside it
     * @param directory is created when missing
     * @throws DocumentException when a file is no report, lacks a scenario, or holds seeds of another one; nothing was
     *     written then
     * @throws dev.sitefailover.site.SiteFailoverException one line that names the file that cannot be written
     */
    public static SearchReport merge(List<Path> reports, Path directory) {
        return new Merging(reports).into(directory);
    }

    private static ReportedViolation reported(long seed, Minimal minimal, List<NewFile> files) {
        Scenario scenario = minimal.scenario();
        Violation violation = minimal.violation();
        String name = ReportedViolation.scenarioOf(seed);
        String rundown = ScenarioFile.write(scenario, violation);
        String test = ScenarioTest.write(scenario, violation, ReportedViolation.classOf(Long.toString(seed)));
        ReportedViolation reported = new ReportedViolation(seed, violation.invariant(), scenario.faults(), name);
        files.add(new NewFile(name, out -> out.write(rundown)));
        files.add(new NewFile(reported.test(), out -> out.write(test)));
        return reported;
    }
}
