package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was to be reached and the worst case measured. */
final class ObjectivesSection {
    private ObjectivesSection() {}

    static void write(Markup out, Report report) {
        out.element("h2", "Objectives", "id", "objectives").line();
        if (report.objectives().isEmpty()) {
            out.element("p", "The rundown sets no objectives.");
            return;
        }
        out.open("table").element("caption", "The worst case over all moves and participants, against the target");
        out.raw("<thead><tr><th scope=\"col\">Objective</th><th scope=\"col\" class=\"num\">Target</th>"
                + "<th scope=\"col\" class=\"num\">Worst case</th><th scope=\"col\">Part of the target used</th>"
                + "<th scope=\"col\">Verdict</th></tr></thead>");
        out.open("tbody").line();
        for (ObjectiveResult objective : report.objectives()) {
            row(out, objective);
        }
        out.close("tbody").close("table").line();
    }

    private static void row(Markup out, ObjectiveResult objective) {
        Duration target = objective.target();
        out.open("tr").open("th", "scope", "row").words(objective.name());
        String meaning = meaning(objective.name());
        if (!meaning.isEmpty()) {
            out.element("span", meaning, "class", "kind");
        }
        out.close("th");
        out.element("td", target == null ? "none set" : Times.human(target), "class", "num");
        out.element("td", Headline.actual(objective), "class", "num");
        out.open("td");
        used(out, target, objective.actual());
        out.close("td").open("td");
        boolean judged = objective.verdict() != Verdict.SKIPPED;
        HtmlPage.chip(
                out, objective.verdict().name(), judged ? objective.verdict().name() : "NOT JUDGED");
        out.close("td").close("tr").line();
    }

    private static String meaning(String name) {
        return switch (name) {
            case "rto" -> "recovery time: last good reply to first good reply at the other site";
            case "clientRto" -> "the client\u2019s share of it: from the target serving";
            case "rpo" -> "age of the oldest acknowledged submission that was lost";
            default -> "";
        };
    }

    private static void used(Markup out, @Nullable Duration target, @Nullable Duration actual) {
        if (target == null || actual == null || target.isZero()) {
            out.text(Times.NONE);
            return;
        }
        double share = Scale.secondsOf(actual) / Scale.secondsOf(target);
        String percent =
                share < 0.1 ? Markup.n(Math.round(share * 1000) / 10.0) : Long.toString(Math.round(share * 100));
        out.text(percent + " %").open("div", "class", "bar", "aria-hidden", "true");
        String width = Markup.n(Math.max(0, Math.min(100, share * 100)));
        out.open("i", "class", share > 1 ? "over" : "used", "style", "width:" + width + "%")
                .close("i")
                .close("div");
    }
}
