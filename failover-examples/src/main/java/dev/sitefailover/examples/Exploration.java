package dev.sitefailover.examples;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.report.ReportedViolation;
import dev.sitefailover.search.report.SearchFiles;
import dev.sitefailover.search.report.SearchReport;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One search, from the space to the files. */
final class Exploration {
    /** Longer than anybody waits. */
    static final Duration NO_BUDGET = Duration.ofDays(3650);

    private final ExploreCommand command;
    private final PrintWriter out;
    private final PrintWriter err;

    Exploration(ExploreCommand command, PrintWriter out, PrintWriter err) {
        this.command = command;
        this.out = out;
        this.err = err;
    }

    SearchReport run(SeedRange seeds) {
        ScenarioSpace space = Spaces.read(command.space);
        Path directory = OutputDirectory.ready("--out", command.out, filesOf(command.out));
        silenceTheEngine();
        try (OrderlyStop stop = OrderlyStop.onSignals(err)) {
            announce(seeds);
            Search search = Search.of(space)
                    .client(command.client)
                    .threads(command.threads)
                    .budget(command.budget)
                    .stopWhen(stop::isAsked);
            SearchResult result;
            try (ExploreProgress progress = ExploreProgress.on(out, command.budget, command.quiet)) {
                result = search.listener(progress).run(seeds);
            }
            tellTheEnd(seeds, result, stop.isAsked());
            if (!result.found().isEmpty() && !command.quiet && !stop.isAsked()) {
                out.println("shrinking what was found");
                out.flush();
            }
            return SearchFiles.of(search).hurriedWhen(stop::isAsked).write(result, directory);
        }
    }

    private void announce(SeedRange seeds) {
        if (!command.quiet) {
            out.println(String.format(
                    Locale.ROOT,
                    "exploring %s%s of the space %s on %d thread%s",
                    seeds.size() == Numbers.Seeds.MOST
                            ? "seeds from " + seeds.from()
                            : String.format(Locale.ROOT, "%,d seeds (%s)", seeds.size(), seeds),
                    command.budget.equals(NO_BUDGET) ? "" : " for at most " + command.budget,
                    OneLine.of(command.space),
                    command.threads,
                    command.threads == 1 ? "" : "s"));
            out.flush();
        }
    }

    private void tellTheEnd(SeedRange seeds, SearchResult result, boolean stopped) {
        if (result.runs() < seeds.size() && !command.quiet) {
            out.println(stopped ? "stopped   by a signal" : "stopped   by the budget of " + command.budget);
        }
    }

    /**
     * What an earlier search left there, by its own report: its scenarios and tests as well, for they are no longer true.
     */
    private static List<String> filesOf(String typed) {
        List<String> files = new ArrayList<>(List.of(SearchReport.NAME));
        try {
            for (ReportedViolation violation :
                    SearchReport.read(Path.of(typed, SearchReport.NAME)).violations()) {
                files.add(violation.scenario());
                files.add(violation.test());
            }
        } catch (DocumentException | InvalidPathException e) {
            // no earlier search, or no directory: which is told by whoever makes it ready
        }
        return files;
    }

    /** It warns of sites that are lost, which here is the point. Before its classes are loaded. */
    static void silenceTheEngine() {
        System.setProperty("org.slf4j.simpleLogger.log.dev.sitefailover.SiteFailover", "error");
    }
}
