package dev.sitefailover.assertj;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A rehearsal in words: sessions, steps, and the stages of those moves that matter. */
final class ReportTimeline {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ENGLISH);

    private final Report report;
    private final List<Line> lines = new ArrayList<>();

    private record Line(Instant at, String text, boolean marked) {}

    private ReportTimeline(Report report) {
        this.report = report;
    }

    /** With those steps and moves marked; of other moves nothing is told. */
    static String of(Report report, Predicate<StepResult> steps, List<SwitchoverResult> moves) {
        ReportTimeline timeline = new ReportTimeline(report);
        report.sessions().forEach(session -> timeline.session(session, steps));
        moves.stream().limit(3).forEach(timeline::move);
        return timeline.toString();
    }

    private void session(SessionResult session, Predicate<StepResult> marked) {
        String title = session.title().equals(session.id()) ? "" : ": " + session.title();
        line(session.from(), "session " + session.id() + " begins" + title, false);
        for (StepResult step : session.steps()) {
            String verdict = step.kind() + " " + step.verdict()
                    + (step.failed() > 0
                            ? ", " + Words.count(step.failed(), "participant") + " of "
                                    + (step.passed() + step.failed()) + " failed"
                            : "")
                    + (step.detail().isEmpty() ? "" : ": " + step.detail());
            Instant ended = step.endedAt();
            line(ended == null ? session.to() : ended, verdict, marked.test(step));
        }
        String detail = session.detail().isEmpty() ? "" : ": " + session.detail();
        line(session.to(), "session " + session.id() + " " + session.verdict() + detail, false);
    }

    private void move(SwitchoverResult move) {
        String who = move.participant() + ": ";
        stage(move.lastGoodAt(), who + "last good reply from " + move.from(), false);
        stage(move.lossDetectedAt(), who + "knew that " + move.from() + " was lost", false);
        stage(move.targetServingAt(), move.to() + " serves", false);
        stage(move.decidedAt(), who + "decided to move to " + move.to() + ": " + move.cause(), false);
        stage(move.activatedAt(), who + "calls go to " + move.to() + " in epoch " + move.epoch(), false);
        Instant success = move.firstSuccessAt();
        if (success == null) {
            Instant end = sessionEnd(move.session());
            stage(end, who + "no call answered by " + move.to() + ", " + move.cause(), true);
        } else {
            stage(success, who + "first call answered by " + move.to(), true);
        }
    }

    private @Nullable Instant sessionEnd(String id) {
        return report.sessions().stream()
                .filter(session -> session.id().equals(id))
                .map(SessionResult::to)
                .findFirst()
                .orElse(null);
    }

    private void stage(@Nullable Instant at, String text, boolean marked) {
        if (at != null) {
            line(at, text, marked);
        }
    }

    private void line(Instant at, String text, boolean marked) {
        Line line = new Line(at, text, marked);
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    @Override
    public String toString() {
        Timeline timeline = new Timeline("What happened (" + report.header().venue() + ", seed "
                + report.header().seed() + ", times of " + report.header().zone() + ")");
        lines.sort(Comparator.comparing(Line::at));
        lines.forEach(line -> timeline.add(
                TIME.format(ZonedDateTime.ofInstant(line.at(), report.header().zone())), line.text(), line.marked()));
        String replay = report.header().replay();
        return timeline + (replay.isEmpty() ? "" : "\nTo see it again: " + replay);
    }
}
