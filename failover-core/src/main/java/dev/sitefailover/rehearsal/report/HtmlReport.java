package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.result.TimingFormula;
import java.util.List;

/** The report as one page: the verdict first, then what it rests on, at the end how to repeat it. */
final class HtmlReport {
    private HtmlReport() {}

    static String page(Report report) {
        ReportHeader header = report.header();
        Times times = new Times(header.zone());
        Markup out = new Markup().open("main").line();
        head(out, report);
        VerdictSection.write(out, report);
        nav(out, report);
        SessionsSection.write(out, report, times);
        MovesSection.write(out, report, times);
        ObjectivesSection.write(out, report);
        RequestsSection.write(out, report);
        ParticipantsSection.write(out, report, times);
        timing(out, report);
        guidelines(out, header);
        evidence(out, report);
        out.close("main").line();
        return HtmlPage.of(report.verdict() + ": " + header.title(), out);
    }

    private static void head(Markup out, Report report) {
        ReportHeader header = report.header();
        out.open("header").element("p", "Rehearsal report", "class", "eyebrow").line();
        out.open("h1").words(header.title()).close("h1").line();
        out.open("dl", "class", "meta");
        if (header.organiser() != null) {
            HtmlPage.pair(out, "Organiser", header.organiser());
        }
        if (header.reference() != null) {
            HtmlPage.pair(out, "Reference", header.reference());
        }
        HtmlPage.pair(out, "All times in", header.zone().getId());
        HtmlPage.pair(out, "Venue", VenueText.of(header));
        out.close("dl");
        List<String> notes = VenueText.notes(header);
        if (!notes.isEmpty()) {
            out.open("p", "class", "lead").words(String.join(" ", notes)).close("p");
        }
        out.close("header").line();
    }

    private static void nav(Markup out, Report report) {
        out.open("nav", "aria-label", "Contents").open("ul");
        link(out, "sessions", "Sessions");
        link(out, "moves", "Switchovers");
        link(out, "objectives", "Objectives");
        link(out, "requests", "Calls");
        link(out, "participants", "Participants");
        if (!report.timing().isEmpty()) {
            link(out, "timing", "Timing");
        }
        if (!report.header().guidelines().isEmpty()) {
            link(out, "guidelines", "Guidelines");
        }
        link(out, "evidence", "Evidence and replay");
        out.close("ul").close("nav").line();
    }

    private static void link(Markup out, String id, String text) {
        out.open("li").element("a", text, "href", "#" + id).close("li");
    }

    private static void timing(Markup out, Report report) {
        if (report.timing().isEmpty()) {
            return;
        }
        out.element("h2", "Timing", "id", "timing").line();
        out.element("p", "The longest that the client's settings allow, term by term.", "class", "lead");
        for (TimingFormula formula : report.timing()) {
            out.open("table").open("caption").words(formula.name()).close("caption");
            out.raw("<thead><tr><th scope=\"col\">Term</th><th scope=\"col\" class=\"num\">At most</th></tr></thead>");
            out.open("tbody").line();
            for (TimingFormula.Line line : formula.lines()) {
                out.open("tr").open("td").words(line.term()).close("td");
                out.element("td", Times.human(line.duration()), "class", "num")
                        .close("tr")
                        .line();
            }
            out.open("tr", "class", "sum").element("th", "Together", "scope", "row");
            out.element("td", Times.human(formula.bound()), "class", "num").close("tr");
            out.close("tbody").close("table").line();
        }
    }

    private static void guidelines(Markup out, ReportHeader header) {
        if (header.guidelines().isEmpty()) {
            return;
        }
        out.element("h2", "Guidelines", "id", "guidelines").line();
        out.element("p", "As given with the rundown.", "class", "lead");
        out.open("ol", "class", "guidelines");
        header.guidelines()
                .forEach(
                        guideline -> out.open("li").words(guideline).close("li").line());
        out.close("ol").line();
    }

    private static void evidence(Markup out, Report report) {
        ReportHeader header = report.header();
        boolean simulated = !header.isLive();
        out.element("h2", "Evidence and replay", "id", "evidence").line();
        out.element(
                "p",
                simulated
                        ? "Every figure in this report was measured in the run. The same seed and rundown give the same "
                                + "events on any machine: whoever repeats the run must find the same digest."
                        : "Every figure in this report was measured in the run.");
        out.open("dl", "class", "meta");
        HtmlPage.pair(out, "Seed", Long.toString(header.seed()));
        HtmlPage.pair(out, "Calls and probes carried", Times.count(report.operations()));
        HtmlPage.pair(out, "Events in the trace", Times.count(report.trace().events()));
        out.close("dl").line();
        out.element("h4", "Digest of the trace (SHA-256)");
        out.open("pre").element("code", report.trace().sha256()).close("pre").line();
        out.element("h4", "Command to repeat the run");
        out.open("pre").element("code", header.replay()).close("pre").line();
        out.open("footer")
                .text("The same figures, complete and for programs, are in report.json; the events that explain them "
                        + "are in trace.jsonl.")
                .close("footer")
                .line();
    }
}
