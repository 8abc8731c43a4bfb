package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import java.util.List;

/** Who took part and how it went: those with a problem first and in full, the others as a list. */
final class ParticipantsSection {
    private static final int MOST = 500;
    private static final int LISTED = 5_000;

    private ParticipantsSection() {}

    static void write(Markup out, Report report, Times times) {
        out.element("h2", "Participants", "id", "participants").line();
        out.element(
                "p",
                Times.count(report.participants().size()) + " in all: "
                        + Times.count(Headline.participants(report, Verdict.PASSED)) + " passed, "
                        + Times.count(Headline.participants(report, Verdict.FAILED)) + " failed, "
                        + Times.count(Headline.participants(report, Verdict.REFUSED)) + " refused.",
                "class",
                "lead");
        List<ParticipantResult> told = Headline.troubledFirst(report).stream()
                .filter(p -> p.verdict() != Verdict.PASSED
                        || !p.detail().isEmpty()
                        || !p.title().equals(p.id()))
                .toList();
        if (!told.isEmpty()) {
            table(out, told.subList(0, Math.min(MOST, told.size())), times);
            more(out, told.size() - MOST);
        }
        List<String> plain = report.participants().stream()
                .filter(p -> p.verdict() == Verdict.PASSED
                        && p.detail().isEmpty()
                        && p.title().equals(p.id()))
                .map(ParticipantResult::id)
                .toList();
        if (!plain.isEmpty()) {
            ids(out, plain);
        }
    }

    private static void table(Markup out, List<ParticipantResult> participants, Times times) {
        out.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Participants");
        out.open("table").element("caption", "Failed and refused first");
        out.raw("<thead><tr><th scope=\"col\">Participant</th><th scope=\"col\">Verdict</th>"
                + "<th scope=\"col\">Registered</th><th scope=\"col\">Detail</th></tr></thead>");
        out.open("tbody").line();
        for (ParticipantResult participant : participants) {
            out.open("tr").open("th", "scope", "row").words(participant.id());
            if (!participant.title().equals(participant.id())) {
                out.open("span", "class", "kind").words(participant.title()).close("span");
            }
            out.close("th").open("td");
            HtmlPage.chip(
                    out, participant.verdict().name(), participant.verdict().name());
            out.close("td");
            out.element(
                    "td",
                    participant.registered() == null
                            ? Times.NONE
                            : times.date(participant.registered()) + " " + times.shortest(participant.registered()),
                    "class",
                    "time");
            out.open("td").words(participant.detail()).close("td").close("tr").line();
        }
        out.close("tbody").close("table").close("div").line();
    }

    private static void ids(Markup out, List<String> ids) {
        boolean many = ids.size() > 60;
        if (many) {
            out.open("details").element("summary", "The " + Times.count(ids.size()) + " that passed");
        } else {
            out.open("p");
            HtmlPage.chip(out, "PASSED", "PASSED");
            out.close("p");
        }
        out.open("ul", "class", "ids");
        ids.stream()
                .limit(LISTED)
                .forEach(id -> out.open("li").words(id).close("li").line());
        out.close("ul");
        more(out, ids.size() - LISTED);
        if (many) {
            out.close("details");
        }
        out.line();
    }

    private static void more(Markup out, int left) {
        if (left > 0) {
            out.element("p", Times.count(left) + " more are in report.json.", "class", "small");
        }
    }
}
