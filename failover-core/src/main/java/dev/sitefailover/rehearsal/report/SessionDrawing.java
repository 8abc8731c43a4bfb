package dev.sitefailover.rehearsal.report;

import static dev.sitefailover.rehearsal.report.Markup.n;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader.SiteLabel;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.SessionTimeline.Calls;
import dev.sitefailover.rehearsal.result.SessionTimeline.Seen;
import dev.sitefailover.rehearsal.result.SessionTimeline.SiteHealth;
import dev.sitefailover.rehearsal.result.SessionTimeline.Span;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import dev.sitefailover.rehearsal.result.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A session over time: its steps, the outcomes of calls, and for each site what was true and what clients saw. */
final class SessionDrawing {
    private static final double CALLS = 90;
    private static final double BAND = 16;
    private static final double SEEN = 30;

    private final Report report;
    private final SessionResult session;
    private final SessionTimeline timeline;
    private final Times times;
    private final Drawing on;
    private final Scale scale;
    private final int merge;
    private double y;

    private SessionDrawing(Report report, SessionResult session, SessionTimeline timeline, double width) {
        this.report = report;
        this.session = session;
        this.timeline = timeline;
        this.times = new Times(report.header().zone());
        this.on = new Drawing(width);
        this.scale = new Scale(Scale.secondsOf(Duration.between(session.from(), session.to())), 0, width);
        this.merge = Math.max(1, (int) Math.ceil(timeline.calls().size() / (width / 2.5)));
    }

    static Markup of(Report report, SessionResult session, SessionTimeline timeline, double width, String id) {
        SessionDrawing drawing = new SessionDrawing(report, session, timeline, width);
        drawing.steps();
        drawing.calls();
        timeline.sites().forEach(drawing::site);
        drawing.axis();
        return drawing.on.svg(id, "Session " + session.id() + " over time", describe(timeline, drawing.times));
    }

    static String describe(SessionTimeline timeline, Times times) {
        long sent = 0;
        long failed = 0;
        long doubt = 0;
        int first = -1;
        int last = -1;
        for (int i = 0; i < timeline.calls().size(); i++) {
            Calls calls = timeline.calls().get(i);
            sent += calls.total();
            failed += calls.failed();
            doubt += calls.inDoubt();
            if (calls.failed() + calls.inDoubt() > 0) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        String text = Times.count(sent) + " calls ended in this session: " + Times.count(failed) + " failed and "
                + Times.count(doubt) + " ended in doubt";
        return first < 0
                ? text + "."
                : text + ", between "
                        + times.shortest(timeline.start().plus(timeline.width().multipliedBy(first)))
                        + " and "
                        + times.shortest(timeline.start().plus(timeline.width().multipliedBy(last + 1L)))
                        + ".";
    }

    private double x(Instant at) {
        return scale.x(Duration.between(session.from(), at));
    }

    private double x(int bucket) {
        return x(timeline.start().plus(timeline.width().multipliedBy(bucket)));
    }

    private void title(String text, String more) {
        y += 14;
        on.text(0, y, "start", "strong", Drawing.cut(text, on.width()));
        if (!more.isEmpty() && Drawing.fits(text + more, on.width())) {
            on.text(on.width(), y, "end", "soft", more);
        }
        y += 6;
    }

    /** Numbered as in the table; where steps crowd, the numbers stand beside each other with a leader to their time. */
    private void steps() {
        title("Steps", "numbered as in the table");
        double row = y + 9;
        double lane = y + 30;
        on.line(0, lane, on.width(), lane, "axis");
        double next = 8;
        List<double[]> places = new ArrayList<>();
        for (StepResult step : session.steps()) {
            Instant started = step.startedAt();
            if (started == null) {
                places.add(new double[0]);
                continue;
            }
            double place = Math.max(next, x(started));
            places.add(new double[] {place, x(started)});
            next = place + 19;
        }
        double over = Math.max(0, next - 19 - (on.width() - 9));
        for (int i = 0; i < places.size(); i++) {
            Instant ended = session.steps().get(i).endedAt();
            if (places.get(i).length == 0 || ended == null) {
                continue;
            }
            double place = Math.max(8, places.get(i)[0] - over);
            double start = places.get(i)[1];
            on.line(place, row + 8, start, lane, "lead");
            on.rect(start, lane - 3, Math.max(2, x(ended) - start), 6, "step-bar");
            on.circle(place, row, 8.5, "step-dot", session.steps().get(i).title());
            on.text(place, row + 3.8, "middle", "step-no", Integer.toString(i + 1));
        }
        y = lane + 14;
    }

    private void calls() {
        List<Calls> merged = new ArrayList<>();
        for (int i = 0; i < timeline.calls().size(); i += merge) {
            long ok = 0;
            long failed = 0;
            long doubt = 0;
            for (Calls calls : timeline.calls()
                    .subList(i, Math.min(i + merge, timeline.calls().size()))) {
                ok += calls.succeeded();
                failed += calls.failed();
                doubt += calls.inDoubt();
            }
            merged.add(new Calls(ok, failed, doubt));
        }
        long most = merged.stream().mapToLong(Calls::total).max().orElse(0);
        Duration each = timeline.width().multipliedBy(merge);
        title("Calls by outcome", "at most " + Times.count(most) + " in " + Times.human(each));
        double top = y + 12;
        double floor = top + CALLS;
        on.rect(0, top, on.width(), CALLS, "frame");
        double unit = most == 0 ? 0 : (CALLS - 4) / most;
        area(merged, floor, c -> 0, c -> c.succeeded() * unit, "f-ok");
        area(merged, floor, c -> c.succeeded() * unit, c -> (c.succeeded() + c.failed()) * unit, "h-failed");
        area(merged, floor, c -> (c.succeeded() + c.failed()) * unit, c -> c.total() * unit, "f-doubt");
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i).inDoubt() > 0) {
                marks.append('M')
                        .append(n((x(i * merge) + x((i + 1) * merge)) / 2 - 4))
                        .append(' ')
                        .append(n(top - 8));
                marks.append("h8l-4 7z");
            }
        }
        on.path(marks, "f-doubt");
        y = floor + 14;
    }

    /** One path for a whole series: a rectangle an item would make the file ten times as large. */
    private <T> void area(
            List<T> items, double floor, ToDoubleFunction<T> low, ToDoubleFunction<T> high, String classes) {
        StringBuilder path = new StringBuilder();
        int start = 0;
        for (int i = 1; i <= items.size(); i++) {
            T first = items.get(start);
            double from = low.applyAsDouble(first);
            double to = high.applyAsDouble(first);
            boolean same = i < items.size()
                    && low.applyAsDouble(items.get(i)) == from
                    && high.applyAsDouble(items.get(i)) == to;
            if (!same) {
                if (to > from) {
                    path.append('M').append(n(x(start * merge))).append(' ').append(n(floor - from));
                    path.append('V').append(n(floor - to));
                    path.append('H').append(n(x(i * merge)));
                    path.append('V').append(n(floor - from)).append('z');
                }
                start = i;
            }
        }
        on.path(path, classes);
    }

    private void site(SiteHealth site) {
        String label = report.header().sites().stream()
                .filter(s -> s.id().equals(site.site()) && !s.title().equals(s.id()))
                .map(SiteLabel::title)
                .findFirst()
                .map(t -> site.site() + ": " + t)
                .orElse(site.site());
        title(label, site.spans().isEmpty() ? "as seen by probes" : "as operated, and as seen by probes");
        if (site.spans().stream().anyMatch(s -> s.kind() == SpanKind.POSITION)) {
            band(site.spans(), SpanKind.POSITION, "as operated");
        }
        if (site.spans().stream().anyMatch(s -> s.kind() == SpanKind.FAULT)) {
            band(site.spans(), SpanKind.FAULT, "fault");
        }
        double floor = y + SEEN;
        on.rect(0, y, on.width(), SEEN, "f-paper");
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < site.seen().size(); i += merge) {
            seen.add(site.seen().get(i));
        }
        area(seen, floor, s -> 0, s -> part(s, s.serving()), "f-ok");
        area(seen, floor, s -> part(s, s.serving()), s -> part(s, s.serving() + s.standby()), "h-standby");
        area(
                seen,
                floor,
                s -> part(s, s.serving() + s.standby()),
                s -> part(s, s.serving() + s.standby() + s.down()),
                "h-down");
        area(seen, floor, s -> part(s, s.total() - s.unknown()), s -> part(s, s.total()), "f-unknown");
        on.rect(0, y, on.width(), SEEN, "frame");
        y = floor + 12;
    }

    private static double part(Seen seen, int count) {
        return seen.total() == 0 ? 0 : SEEN * count / seen.total();
    }

    private void band(List<Span> spans, SpanKind kind, String what) {
        on.rect(0, y, on.width(), BAND, "f-unknown");
        for (Span span : spans) {
            if (span.kind() != kind) {
                continue;
            }
            double left = x(span.from());
            double right = Math.max(left + 1.5, x(span.to()));
            String tip =
                    what + ": " + span.label() + ", " + times.second(span.from()) + " to " + times.second(span.to());
            on.rect(left, y, right - left, BAND, kind == SpanKind.FAULT ? "h-fault" : position(span.label()), tip);
            String label = Escape.line(span.label());
            if (Drawing.fits(label, right - left)) {
                if (kind == SpanKind.FAULT || position(span.label()).startsWith("h-")) {
                    on.rect(left + 3, y + 2, Drawing.widthOf(label) + 6, BAND - 4, "f-paper");
                }
                on.text(left + 6, y + 12, "start", "", label);
            }
        }
        y += BAND + 1;
    }

    private static String position(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        if (lower.contains("serving")) {
            return "f-ok";
        }
        if (lower.contains("standby")) {
            return "f-standby";
        }
        return lower.contains("down") ? "h-down" : "f-unknown";
    }

    private void axis() {
        ZoneId zone = report.header().zone();
        double atStart = session.from().atZone(zone).toLocalTime().toSecondOfDay();
        double step = scale.step(72);
        step = step < 60 ? scale.step(96) : step;
        on.line(0, y, on.width(), y, "axis");
        for (double tick : scale.ticks(step, atStart)) {
            Instant at = session.from().plusMillis(Math.round(tick * 1000));
            double x = scale.x(tick);
            on.line(x, y, x, y + 5, "axis");
            String anchor = x < 18 ? "start" : x > on.width() - 18 ? "end" : "middle";
            on.text(x, y + 18, anchor, "soft", step < 60 ? times.second(at) : times.minute(at));
        }
        on.reach(y + 24);
    }
}
