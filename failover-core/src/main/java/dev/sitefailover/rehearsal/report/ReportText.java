package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TimingFormula;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as plain text. Control characters in the rundown's own texts never reach the terminal. */
public final class ReportText {
    private static final int CELL = 60;
    private static final int LISTED = 50;

    private final Report report;
    private final Times times;
    private final StringBuilder out = new StringBuilder();

    private ReportText(Report report) {
        this.report = report;
        this.times = new Times(report.header().zone());
    }

    /** The summary for a console: verdict and why, a table of sessions, moves, objectives, requests; ends with a line end. */
    public static String summary(Report report) {
        ReportText text = new ReportText(report);
        text.verdict();
        text.sessions();
        text.moves();
        text.objectives();
        text.requests();
        text.line("trace    " + Times.count(report.trace().events()) + " events, sha256 "
                + report.trace().sha256());
        return text.out.toString();
    }

    /** The whole report; ends with a line end. */
    static String full(Report report) {
        ReportText text = new ReportText(report);
        text.header();
        text.verdict();
        text.objectives();
        text.requests();
        text.sessions();
        report.sessions().forEach(text::steps);
        text.moves();
        text.moveDetails();
        text.participants();
        text.timing();
        text.guidelines();
        text.origin();
        return text.out.toString();
    }

    private void header() {
        ReportHeader header = report.header();
        line("REHEARSAL REPORT");
        line(header.title());
        line("");
        pair("Organiser", header.organiser());
        pair("Reference", header.reference());
        pair("Time zone", header.zone().getId());
        pair("Venue", header.isLive() ? VenueText.of(header) : header.venue());
        VenueText.notes(header).forEach(note -> line("  - " + note));
        line("");
    }

    private void pair(String name, @Nullable String value) {
        if (value != null) {
            line(String.format(Locale.ROOT, "%-10s", name) + " " + value);
        }
    }

    private void verdict() {
        line(report.verdict() + ": " + Headline.of(report));
        report.reasons().forEach(reason -> line("  - " + reason));
        line("");
    }

    private void sessions() {
        TextTable table = new TextTable(CELL, "SESSION", "SITE", "DATE", "WINDOW", "STEPS PASSED", "VERDICT");
        for (SessionResult session : report.sessions()) {
            long passed = session.steps().stream()
                    .filter(s -> s.verdict() == Verdict.PASSED)
                    .count();
            table.row(
                    session.id(),
                    session.site(),
                    times.isoDate(session.from()),
                    times.window(session.from(), session.to(), "-"),
                    passed + " of " + session.steps().size(),
                    session.verdict() + (session.detail().isEmpty() ? "" : ": " + session.detail()));
        }
        out.append(table).append('\n');
    }

    private void steps(SessionResult session) {
        line(session.id().equals(session.title()) ? session.id() : session.id() + ": " + session.title());
        line(times.isoDate(session.from()) + " " + times.window(session.from(), session.to(), "-") + " "
                + times.offsetAt(session.from()) + ", site " + session.site() + ": " + session.verdict()
                + (session.detail().isEmpty() ? "" : ", " + session.detail()));
        if (session.steps().isEmpty()) {
            line("");
            return;
        }
        TextTable table =
                new TextTable(CELL, "#", "STEP", "PLANNED", "STARTED", "LATE", "TOOK", "PASSED", "FAILED", "VERDICT");
        int number = 0;
        for (StepResult step : session.steps()) {
            number++;
            table.row(
                    Integer.toString(number),
                    (step.title().equals(step.kind()) ? step.kind() : step.kind() + ": " + step.title())
                            + (step.optional() ? " (optional)" : ""),
                    plain(times.second(step.plannedAt())),
                    plain(times.milli(step.startedAt())),
                    plain(Times.human(step.lateness())),
                    plain(Times.human(step.took())),
                    Integer.toString(step.passed()),
                    Integer.toString(step.failed()),
                    step.verdict().name());
        }
        out.append(table);
        number = 0;
        for (StepResult step : session.steps()) {
            number++;
            String evidence = EvidenceText.lines(step.evidence(), times).strip().replace("\n", "; ");
            if (!step.detail().isEmpty()) {
                line("  " + number + ": " + step.detail());
            }
            if (!evidence.isEmpty()) {
                line("  " + number + ": " + evidence);
            }
        }
        line("");
    }

    private void moves() {
        List<MoveGroup> groups = MoveGroup.of(report);
        if (groups.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(
                CELL, "MOVE", "PARTICIPANTS", "RTO, WORST", "ORGANISER, WORST", "CLIENT, MIN / MEDIAN / WORST");
        for (MoveGroup group : groups) {
            List<Duration> client = group.sorted(SwitchoverResult::clientShare);
            table.row(
                    group.from() + " -> " + group.to(),
                    group.moves().size() + (group.unfinished() == 0 ? "" : ", " + group.unfinished() + " not arrived"),
                    worst(group.sorted(SwitchoverResult::rto)),
                    worst(group.sorted(SwitchoverResult::organiserShare)),
                    plain(Times.human(MoveGroup.quantile(client, 0))) + " / "
                            + plain(Times.human(MoveGroup.quantile(client, 0.5))) + " / " + worst(client));
        }
        out.append(table).append('\n');
    }

    private static String worst(List<Duration> sorted) {
        return plain(Times.human(MoveGroup.quantile(sorted, 1)));
    }

    private void moveDetails() {
        for (MoveGroup group : MoveGroup.of(report)) {
            line(group.title() + ", " + group.from() + " -> " + group.to() + ": worst " + LISTED + " or fewer, of "
                    + group.moves().size());
            TextTable table = new TextTable(
                    CELL,
                    "PARTICIPANT",
                    "LAST GOOD",
                    "DETECTED",
                    "SERVING",
                    "DECIDED",
                    "ACTIVATED",
                    "FIRST SUCCESS",
                    "CLIENT'S SHARE");
            for (SwitchoverResult move :
                    group.moves().subList(0, Math.min(LISTED, group.moves().size()))) {
                table.row(
                        move.participant(),
                        plain(times.milli(move.lastGoodAt())),
                        plain(times.milli(move.lossDetectedAt())),
                        plain(times.milli(move.targetServingAt())),
                        plain(times.milli(move.decidedAt())),
                        plain(times.milli(move.activatedAt())),
                        plain(times.milli(move.firstSuccessAt())),
                        plain(Times.human(move.clientShare())));
            }
            out.append(table).append('\n');
        }
    }

    private void objectives() {
        if (report.objectives().isEmpty()) {
            return;
        }
        TextTable table = new TextTable(CELL, "OBJECTIVE", "TARGET", "WORST CASE", "VERDICT");
        for (ObjectiveResult objective : report.objectives()) {
            table.row(
                    objective.name(),
                    objective.target() == null ? "none" : plain(Times.human(objective.target())),
                    plain(Headline.actual(objective)),
                    objective.verdict() == Verdict.SKIPPED
                            ? "not judged"
                            : objective.verdict().name());
        }
        out.append(table).append('\n');
    }

    private void requests() {
        RequestCounts r = report.requests();
        line("calls    " + Times.count(r.sent()) + " sent = " + Times.count(r.succeeded()) + " succeeded + "
                + Times.count(r.failed()) + " failed + " + Times.count(r.inDoubt()) + " in doubt; "
                + Times.count(r.reconciled()) + " reconciled, " + Times.count(r.lost()) + " lost, "
                + Times.count(r.duplicated()) + " duplicated; rpo "
                + (report.rpo() == null ? "not known" : plain(Times.human(report.rpo()))));
        line("");
    }

    private void participants() {
        TextTable table = new TextTable(CELL, "PARTICIPANT", "VERDICT", "DETAIL");
        int shown = 0;
        for (ParticipantResult participant : Headline.troubledFirst(report)) {
            if (participant.verdict() == Verdict.PASSED && shown >= LISTED) {
                break;
            }
            shown++;
            table.row(participant.id(), participant.verdict().name(), participant.detail());
        }
        out.append(table);
        if (shown < report.participants().size()) {
            line("and " + (report.participants().size() - shown) + " more, all PASSED");
        }
        line("");
    }

    private void timing() {
        for (TimingFormula formula : report.timing()) {
            line(formula.name() + " " + plain(Times.human(formula.bound())));
            formula.lines().forEach(l -> line("  " + plain(Times.human(l.duration())) + "  " + l.term()));
            line("");
        }
    }

    private void guidelines() {
        if (!report.header().guidelines().isEmpty()) {
            line("Guidelines");
            report.header().guidelines().forEach(guideline -> line("  - " + guideline));
            line("");
        }
    }

    private void origin() {
        line("seed     " + report.header().seed());
        line("carried  " + Times.count(report.operations()) + " calls and probes");
        line("trace    " + Times.count(report.trace().events()) + " events, sha256 "
                + report.trace().sha256());
        line("replay   " + report.header().replay());
    }

    private void line(String text) {
        out.append(Escape.line(text)).append('\n');
    }

    /** A console need not know more than ASCII; the rundown's own words stay as they are. */
    private static String plain(String figure) {
        return figure.equals(Times.NONE) ? "-" : figure.replace('\u2212', '-');
    }
}
