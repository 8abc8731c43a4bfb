package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TimingFormula;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each move: the worst participant drawn in full, how all of them spread, and every one in a table. */
final class MovesSection {
    private static final int OPEN = 8;
    private static final int MOST = 1_000;

    private final Markup out;
    private final Report report;
    private final Times times;

    private MovesSection(Markup out, Report report, Times times) {
        this.out = out;
        this.report = report;
        this.times = times;
    }

    static void write(Markup out, Report report, Times times) {
        out.element("h2", "Switchovers", "id", "moves").line();
        List<MoveGroup> groups = MoveGroup.of(report);
        if (groups.isEmpty()) {
            out.element("p", "No participant moved between two sites.");
            return;
        }
        out.element(
                "p",
                "The recovery time runs from the last good business reply before the move to the first good one after "
                        + "it. Until the target serves it is the organiser\u2019s share, the rest is the client\u2019s.",
                "class",
                "lead");
        MovesSection section = new MovesSection(out, report, times);
        for (int i = 0; i < groups.size(); i++) {
            section.group(i, groups.get(i));
        }
    }

    private void group(int index, MoveGroup group) {
        out.open("section", "aria-labelledby", "move-" + index).line();
        out.open("h3", "id", "move-" + index).words(group.title()).text(": ").words(group.from());
        out.text(" \u2192 ").words(group.to()).close("h3").line();
        SessionResult session = group.session();
        Instant at = at(group.worst());
        out.open("p", "class", "lead");
        out.text(group.moves().size() + (group.moves().size() == 1 ? " participant" : " participants"));
        if (at != null) {
            out.text(", " + times.day(at));
        }
        if (session != null) {
            out.text(", session ").words(session.id());
        }
        out.text(". ").close("p").line();
        if (group.unfinished() > 0) {
            out.open("p");
            HtmlPage.chip(out, "FAILED", "NOT ARRIVED");
            out.text(" " + group.unfinished() + " of " + group.moves().size()
                    + " had no successful call at the target in time.");
            out.close("p").line();
        }
        summary(group);
        worst(index, group);
        spread(index, group);
        table(group);
        out.close("section").line();
    }

    private static @Nullable Instant at(SwitchoverResult move) {
        return move.lastGoodAt() != null ? move.lastGoodAt() : move.decidedAt();
    }

    private void summary(MoveGroup group) {
        out.open("table").element("caption", "All participants of this move");
        out.raw("<thead><tr><th scope=\"col\">Figure</th><th scope=\"col\" class=\"num\">Least</th>"
                + "<th scope=\"col\" class=\"num\">Median</th><th scope=\"col\" class=\"num\">95 of 100 within</th>"
                + "<th scope=\"col\" class=\"num\">Worst</th></tr></thead>");
        out.open("tbody").line();
        figures("Recovery time", group.sorted(SwitchoverResult::rto));
        figures("Organiser\u2019s share", group.sorted(SwitchoverResult::organiserShare));
        figures("Client\u2019s share", group.sorted(SwitchoverResult::clientShare));
        out.close("tbody").close("table").line();
    }

    private void figures(String name, List<Duration> sorted) {
        out.open("tr").element("th", name, "scope", "row");
        for (double fraction : new double[] {0, 0.5, 0.95, 1}) {
            out.element("td", Times.human(MoveGroup.quantile(sorted, fraction)), "class", "num");
        }
        out.close("tr").line();
    }

    private void worst(int index, MoveGroup group) {
        SwitchoverResult shown = group.moves().stream()
                .filter(m -> m.clientShare() != null)
                .findFirst()
                .orElse(group.worst());
        out.open("h4")
                .text("The slowest client: participant ")
                .words(shown.participant())
                .close("h4");
        Markup wide = StageDrawing.of(shown, times, Drawing.WIDE, "stages-" + index);
        Markup narrow = StageDrawing.of(shown, times, Drawing.NARROW, "stages-" + index);
        if (wide != null && narrow != null) {
            out.open("figure").line().raw(wide.toString()).raw(narrow.toString());
            Legend.stages(out);
            out.close("figure").line();
        }
        stages(shown);
    }

    private void stages(SwitchoverResult move) {
        out.open("table").open("caption").text("Its stages; epoch " + move.epoch() + ", cause: ");
        out.words(move.cause()).close("caption");
        out.raw("<thead><tr><th scope=\"col\">Stage</th><th scope=\"col\">At</th>"
                + "<th scope=\"col\" class=\"num\">Since the last good reply</th></tr></thead>");
        out.open("tbody").line();
        stage(move, "Last good reply", move.lastGoodAt());
        stage(move, "Loss detected", move.lossDetectedAt());
        stage(move, "Target serving", move.targetServingAt());
        stage(move, "Decided", move.decidedAt());
        stage(move, "Activated", move.activatedAt());
        stage(move, "First success", move.firstSuccessAt());
        out.close("tbody").close("table").line();
    }

    private void stage(SwitchoverResult move, String name, @Nullable Instant at) {
        Duration since = at == null || move.lastGoodAt() == null ? null : Duration.between(move.lastGoodAt(), at);
        out.open("tr").element("th", name, "scope", "row");
        out.element("td", at == null ? "did not happen" : times.milli(at), "class", "time");
        out.element("td", Times.human(since), "class", "num").close("tr").line();
    }

    private void spread(int index, MoveGroup group) {
        List<SwitchoverResult> measured =
                group.moves().stream().filter(m -> m.clientShare() != null).toList();
        if (measured.size() < 2) {
            return;
        }
        Duration bound = report.timing().stream()
                .filter(f -> f.name().equals(TimingFormula.CLIENT_SHARE))
                .map(TimingFormula::bound)
                .findFirst()
                .orElse(null);
        Duration target = null;
        for (ObjectiveResult objective : report.objectives()) {
            target = objective.name().equals("clientRto") ? objective.target() : target;
        }
        out.element("h4", "Client\u2019s share of every participant");
        out.open("figure").line();
        for (double width : new double[] {Drawing.WIDE, Drawing.NARROW}) {
            out.raw(ShareDrawing.of(measured, bound, target, width, "spread-" + index)
                    .toString());
        }
        out.open("figcaption").text("Each dot or part of a bar is a participant. ");
        if (bound != null) {
            out.text("The bound that follows from the client\u2019s settings is " + Times.human(bound) + ". ");
        }
        if (target != null) {
            out.text("The objective is " + Times.human(target) + ".");
        }
        out.close("figcaption").close("figure").line();
    }

    private void table(MoveGroup group) {
        List<SwitchoverResult> moves = group.moves();
        rows(group, moves.subList(0, Math.min(OPEN, moves.size())), "Slowest first");
        if (moves.size() > OPEN) {
            int end = Math.min(MOST, moves.size());
            out.open("details").element("summary", "The other " + Times.count(end - OPEN) + " participants");
            rows(group, moves.subList(OPEN, end), "Continued, slowest first");
            out.close("details").line();
            if (end < moves.size()) {
                out.element("p", Times.count(moves.size() - end) + " more are in report.json.", "class", "small");
            }
        }
    }

    private void rows(MoveGroup group, List<SwitchoverResult> moves, String caption) {
        out.open(
                "div",
                "class",
                "scroll moves",
                "role",
                "region",
                "tabindex",
                "0",
                "aria-label",
                "Moves to " + group.to());
        out.open("table").element("caption", caption);
        out.raw("<thead><tr><th scope=\"col\">Participant</th><th scope=\"col\">Last good</th>"
                + "<th scope=\"col\">Loss detected</th><th scope=\"col\">Target serving</th>"
                + "<th scope=\"col\">Decided</th><th scope=\"col\">Activated</th><th scope=\"col\">First success</th>"
                + "<th scope=\"col\" class=\"num\">Organiser\u2019s share</th>"
                + "<th scope=\"col\" class=\"num\">Client\u2019s share</th></tr></thead>");
        out.open("tbody").line();
        for (SwitchoverResult move : moves) {
            out.open("tr").open("th", "scope", "row").words(move.participant()).close("th");
            out.element("td", times.milli(move.lastGoodAt()), "class", "time");
            out.element("td", times.milli(move.lossDetectedAt()), "class", "time");
            out.element("td", times.milli(move.targetServingAt()), "class", "time");
            out.element("td", times.milli(move.decidedAt()), "class", "time");
            out.element("td", times.milli(move.activatedAt()), "class", "time");
            out.element("td", times.milli(move.firstSuccessAt()), "class", "time");
            out.element("td", Times.human(move.organiserShare()), "class", "num");
            out.element("td", Times.human(move.clientShare()), "class", "num");
            out.close("tr").line();
        }
        out.close("tbody").close("table").close("div").line();
    }
}
