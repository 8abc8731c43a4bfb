package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.util.List;
import java.util.Map;

/** The sessions with their steps, planned against actual, and what happened meanwhile. */
final class SessionsSection {
    private static final int SHORT = 160;

    private final Markup out;
    private final Report report;
    private final Times times;

    private SessionsSection(Markup out, Report report, Times times) {
        this.out = out;
        this.report = report;
        this.times = times;
    }

    static void write(Markup out, Report report, Times times) {
        out.element("h2", "Sessions", "id", "sessions").line();
        if (report.sessions().isEmpty()) {
            out.element("p", "The rundown has no sessions.");
        }
        SessionsSection section = new SessionsSection(out, report, times);
        for (int i = 0; i < report.sessions().size(); i++) {
            section.session(i, report.sessions().get(i));
        }
    }

    private void session(int index, SessionResult session) {
        out.open("section", "aria-labelledby", "session-" + index).line();
        out.open("h3", "id", "session-" + index)
                .text(index + 1 + ". ")
                .words(session.title())
                .text(" ");
        verdict(session.verdict());
        out.close("h3").line();
        out.open("p", "class", "lead")
                .text(times.day(session.from()) + ", " + times.window(session.from(), session.to(), "\u2013") + " "
                        + times.offsetAt(session.from()) + ", at ")
                .words(session.site())
                .text(" (session ")
                .words(session.id())
                .text(")")
                .close("p");
        if (!session.detail().isEmpty()) {
            out.open("p").words(session.detail()).close("p");
        }
        steps(session);
        SessionTimeline timeline = session.timeline();
        if (timeline != null && !timeline.calls().isEmpty()) {
            String id = "time-" + index;
            out.open("figure").line();
            out.raw(SessionDrawing.of(report, session, timeline, Drawing.WIDE, id)
                    .toString());
            out.raw(SessionDrawing.of(report, session, timeline, Drawing.NARROW, id)
                    .toString());
            Legend.session(out);
            out.element(
                    "figcaption",
                    SessionDrawing.describe(timeline, times)
                            + " For each site the upper bands show how it was operated and which faults were in "
                            + "force, the lower one how the participants\u2019 probes saw it.");
            out.close("figure").line();
        }
        out.close("section").line();
    }

    private void steps(SessionResult session) {
        if (session.steps().isEmpty()) {
            return;
        }
        out.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Steps of " + session.id());
        out.open("table", "class", "steps");
        out.open("caption")
                .text("Steps, planned and actual, with participants that passed and failed")
                .close("caption");
        out.raw("<thead><tr><th scope=\"col\" class=\"no\">#</th><th scope=\"col\">Step</th>"
                + "<th scope=\"col\" class=\"w-time\">Planned</th><th scope=\"col\" class=\"w-time\">Started</th>"
                + "<th scope=\"col\" class=\"num w-num\">Late</th><th scope=\"col\" class=\"num w-took\">Took</th>"
                + "<th scope=\"col\" class=\"num w-num\">Passed</th><th scope=\"col\" class=\"num w-num\">Failed</th>"
                + "<th scope=\"col\" class=\"w-verdict\">Verdict</th></tr></thead>");
        out.open("tbody").line();
        for (int i = 0; i < session.steps().size(); i++) {
            step(i + 1, session.steps().get(i));
        }
        out.close("tbody").close("table").close("div").line();
    }

    private void step(int number, StepResult step) {
        boolean more = !step.detail().isEmpty() || !step.evidence().isEmpty();
        out.open("tr", "class", more ? "main" : "main last");
        out.element("td", Integer.toString(number));
        out.open("th", "scope", "row", "class", "step").words(step.title());
        String kind = step.title().equals(step.kind()) ? "" : step.kind();
        String note = step.optional() ? (kind.isEmpty() ? "optional" : kind + ", optional") : kind;
        if (!note.isEmpty()) {
            out.element("span", note, "class", "kind");
        }
        out.close("th");
        cell("time", "planned", times.second(step.plannedAt()));
        cell("time", "started", times.milli(step.startedAt()));
        cell("num", "late", Times.human(step.lateness()));
        cell("num", "took", Times.human(step.took()));
        cell("num", "passed", Times.count(step.passed()));
        cell("num", "failed", Times.count(step.failed()));
        out.open("td");
        verdict(step.verdict());
        out.close("td").close("tr").line();
        if (more) {
            out.open("tr", "class", "more last").open("td").close("td").open("td", "colspan", "8");
            if (!step.detail().isEmpty()) {
                out.open("p", "class", "detail").words(step.detail()).close("p");
            }
            evidence(step);
            out.close("td").close("tr").line();
        }
    }

    private void cell(String classes, String label, String value) {
        out.element("td", value, "class", classes, "data-label", label);
    }

    private void evidence(StepResult step) {
        List<Map.Entry<String, Object>> entries =
                List.copyOf(step.evidence().entries().entrySet());
        if (entries.isEmpty()) {
            return;
        }
        out.open("ul", "class", "evidence");
        for (Map.Entry<String, Object> entry : entries) {
            String value = EvidenceText.value(entry.getValue(), times);
            if (value.length() <= SHORT) {
                out.open("li").text(EvidenceText.name(entry.getKey()) + " ");
                out.open("b").words(value).close("b").close("li");
            }
        }
        out.close("ul");
        for (Map.Entry<String, Object> entry : entries) {
            String value = EvidenceText.value(entry.getValue(), times);
            if (value.length() > SHORT) {
                out.open("details").element("summary", EvidenceText.name(entry.getKey()));
                out.words(value).close("details");
            }
        }
    }

    private void verdict(Verdict verdict) {
        HtmlPage.chip(out, verdict.name(), verdict.name());
    }
}
