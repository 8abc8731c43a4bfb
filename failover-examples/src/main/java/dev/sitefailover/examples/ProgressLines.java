package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line for each session and each step that ended, in the rundown's time. */
final class ProgressLines implements Progress {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final ZoneId zone;

    ProgressLines(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    @Override
    public void sessionStarted(SessionPlan session) {
        out.println(DAY.format(session.from()) + "  " + OneLine.of(session.id() + ": " + session.title()));
    }

    @Override
    public void stepEnded(SessionPlan session, StepResult result) {
        Instant end = result.endedAt();
        out.println("  " + (end == null ? "        " : TIME.format(end.atZone(zone))) + "  " + result.verdict() + "  "
                + OneLine.of(result.title()));
    }

    @Override
    public void sessionEnded(SessionResult result) {
        String detail = result.detail().isEmpty() ? "" : ": " + OneLine.of(result.detail());
        out.println("  session " + OneLine.of(result.id()) + " " + result.verdict() + detail);
    }
}
