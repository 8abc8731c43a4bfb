package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.SessionTimeline.Calls;
import dev.sitefailover.rehearsal.result.SessionTimeline.Seen;
import dev.sitefailover.rehearsal.result.SessionTimeline.SiteHealth;
import dev.sitefailover.rehearsal.result.SessionTimeline.Span;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.TimingFormula;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Reports at the edges: nothing in them, or texts that mean harm. */
final class OddReports {
    private OddReports() {}

    /** Nothing in it that may be missing. */
    static Report empty() {
        return new Report(
                new ReportHeader(
                        "Empty",
                        null,
                        null,
                        List.of(),
                        ZoneId.of("UTC"),
                        List.of(),
                        0,
                        ReportHeader.LIVE,
                        "rehearse empty.yaml"),
                List.of(),
                List.of(),
                List.of(),
                RequestCounts.none(),
                Duration.ZERO,
                List.of(),
                List.of(),
                0,
                new TraceDigest(0, Reports.DIGEST));
    }

    /** This text wherever the rundown's author can put one. */
    static Report hostile(String text) {
        StepResult step = new StepResult(
                "enquiry",
                text,
                true,
                Reports.FIRST,
                Reports.FIRST,
                Reports.FIRST.plusMillis(5),
                Verdict.FAILED,
                0,
                1,
                text,
                Evidence.of("x" + text, text).and("list", List.of(text, 1L)));
        SessionResult session = new SessionResult(
                "s" + text,
                text,
                "p" + text,
                Reports.FIRST,
                Reports.FIRST.plusSeconds(60),
                Verdict.FAILED,
                text,
                List.of(step),
                new SessionTimeline(
                        Reports.FIRST,
                        Duration.ofSeconds(30),
                        List.of(new Calls(1, 0, 0), new Calls(0, 1, 1)),
                        List.of(new SiteHealth(
                                "p" + text,
                                List.of(new Seen(1, 0, 0, 0), new Seen(0, 0, 1, 0)),
                                List.of(new Span(
                                        SpanKind.FAULT, text, Reports.FIRST, Reports.FIRST.plusSeconds(60)))))));
        return new Report(
                new ReportHeader(
                        text,
                        text,
                        text,
                        List.of(text),
                        Reports.HONG_KONG,
                        List.of(new ReportHeader.SiteLabel("p" + text, text)),
                        Long.MIN_VALUE,
                        ReportHeader.SIMULATED,
                        text),
                List.of(new ParticipantResult("a" + text, text, Reports.FIRST, Verdict.FAILED, text)),
                List.of(session),
                List.of(
                        Reports.move("s" + text, 0, "a" + text, "p" + text, "q" + text, text, 1_500),
                        Reports.move("s" + text, 0, "b" + text, "p" + text, "q" + text, text, 1_700)),
                RequestCounts.none(),
                Duration.ZERO,
                List.of(Reports.objective("o" + text, Duration.ofSeconds(1), null, Verdict.FAILED)),
                List.of(new TimingFormula("t" + text, List.of(new TimingFormula.Line(text, Duration.ZERO)))),
                0,
                new TraceDigest(0, Reports.DIGEST));
    }
}
