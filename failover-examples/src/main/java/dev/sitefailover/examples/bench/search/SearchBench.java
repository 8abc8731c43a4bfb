package dev.sitefailover.examples.bench.search;

import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Effort;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Rate;
import dev.sitefailover.examples.bench.measure.Results;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.bench.measure.Subject;
import dev.sitefailover.search.ActKind;
import dev.sitefailover.search.Range;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.ScenarioSpace.ActSpace;
import dev.sitefailover.search.Search;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs a second of the search over the standard space, trace on; beside it, what outages and invariants cost. */
public final class SearchBench {
    public static final String NAME = "search";
    private static final String OUTAGES = "standard space";
    private static final String QUIET = "nothing goes wrong";
    private static final String ONE = "1 thread";
    private static final String TWO = "2 threads";
    private static final String UNWATCHED = "1 thread, no invariants";
    private static final double RUNS_PER_SECOND = 4_000;

    private SearchBench() {}

    public static Contest contest() {
        return new Contest(
                NAME,
                List.of(OUTAGES, QUIET),
                List.of(1),
                List.of(
                        subject(ONE, search -> search),
                        subject(TWO, search -> search.threads(2)),
                        subject(UNWATCHED, search -> search.invariants(List.of()))));
    }

    private static Subject subject(String name, UnaryOperator<Search> how) {
        return new Subject(name, setting -> new Searching(how.apply(Search.of(space(setting)))));
    }

    private static ScenarioSpace space(String setting) {
        ScenarioSpace standard = ScenarioSpace.standard();
        if (setting.equals(OUTAGES)) {
            return standard;
        }
        return standard.withFaults(standard.faults().withNumber(Range.of(0)))
                .withActs(new ActSpace(List.of(ActKind.values()), Range.of(0)));
    }

    /**
     * Prints the table; on processor time without the lines of two threads.
     *
     * @return whether two threads made 4,000 runs a second; true where they were not asked
     */
    public static boolean run(Rounds rounds, PrintWriter out, Consumer<Figure> figures) throws IOException {
        // a thread's processor time does not tell what the threads did that it handed work to
        Contest contest =
                rounds.effort().clock() == Effort.Clock.PROCESSOR ? contest().without(TWO) : contest();
        Results results = rounds.run(contest, line -> {
            out.println(line);
            out.flush();
        });
        out.println(results.machine());
        out.println(String.format(
                Locale.ROOT,
                "%-20s %-24s %26s %10s %22s",
                "SCHEDULES",
                "RUN BY",
                "RUNS/s (RANGE)",
                "B/RUN",
                "SPEED OF 1 THREAD'S"));
        for (String setting : contest.settings()) {
            for (Subject subject : contest.subjects()) {
                if (results.has(setting, subject.name())) {
                    line(results, setting, subject.name(), out, figures);
                }
            }
        }
        boolean met = true;
        if (results.has(OUTAGES, TWO)) {
            double reached = results.spread(OUTAGES, TWO, 1, Rate::perSecond).median();
            met = reached >= RUNS_PER_SECOND;
            out.println(String.format(
                    Locale.ROOT,
                    "two threads: %.0f runs/s, goal %.0f: %s",
                    reached,
                    RUNS_PER_SECOND,
                    met ? "met" : "MISSED"));
        }
        out.flush();
        return met;
    }

    private static void line(
            Results results, String setting, String subject, PrintWriter out, Consumer<Figure> figures) {
        Spread rate = results.spread(setting, subject, 1, Rate::perSecond);
        figures.accept(Figure.of(NAME, subject, setting, "runs", "1/s", rate));
        String bytes = "not told";
        if (!subject.equals(TWO)) { // a thread can only tell its own
            Spread allocated = results.spread(setting, subject, 1, Rate::bytes);
            figures.accept(Figure.of(NAME, subject, setting, "allocated", "B/run", allocated));
            bytes = String.format(Locale.ROOT, "%.0f", allocated.median());
        }
        String beside = "";
        if (results.has(setting, ONE)) {
            Spread speed = results.ratio(setting, subject, setting, ONE, 1);
            figures.accept(Figure.of(NAME, subject, setting, "runs beside 1 thread's", "x", speed));
            beside = ranged("%6.2fx (%5.2f - %5.2f)", speed);
        }
        out.println(String.format(
                Locale.ROOT,
                "%-20s %-24s %26s %10s %22s",
                setting,
                subject,
                ranged("%8.0f (%6.0f - %6.0f)", rate),
                bytes,
                beside));
    }

    private static String ranged(String format, Spread spread) {
        return String.format(Locale.ROOT, format, spread.median(), spread.least(), spread.most());
    }
}
