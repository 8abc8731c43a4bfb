package dev.sitefailover.search.report;

import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people. */
final class SearchText {
    private static final int MOST_RANGES = 5;

    private SearchText() {}

    static String summary(SearchReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "explored  %s%s, %,.0f runs/s\n",
                counted(report.runs(), "seed"),
                ranges(report.seeds()),
                report.runsPerSecond()));
        text.append(String.format(
                Locale.ROOT,
                "reached   %s of the controller and %s between them\n",
                counted(report.coverage().states().size(), "state"),
                counted(report.coverage().transitions().size(), "transition")));
        if (report.violations().isEmpty()) {
            text.append("found     nothing: every invariant held in every run\n");
        }
        for (String invariant : report.invariants()) {
            List<ReportedViolation> violations = report.violationsOf(invariant);
            ReportedViolation first = violations.get(0);
            text.append("BROKEN    ").append(Shown.clean(invariant)).append('\n');
            text.append("          by ")
                    .append(violations.size() < SearchResult.MOST_FOUND ? "" : "at least ")
                    .append(counted(violations.size(), "seed"))
                    .append("; the first one, ")
                    .append(first.seed())
                    .append(", with ")
                    .append(counted(first.faults(), "fault"))
                    .append(": ")
                    .append(first.scenario())
                    .append(", as a test ")
                    .append(first.test())
                    .append('\n');
        }
        return text.toString();
    }

    private static String ranges(List<SeedRange> seeds) {
        if (seeds.isEmpty()) {
            return "";
        }
        String listed =
                seeds.stream().limit(MOST_RANGES).map(SeedRange::toString).collect(Collectors.joining(", "));
        return " (" + listed
                + (seeds.size() > MOST_RANGES ? ", and " + (seeds.size() - MOST_RANGES) + " more ranges" : "") + ")";
    }

    private static String counted(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
