package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.report.Drawing.Label;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move to scale: the whole with organiser's and client's share, and below it, magnified, what the whole dwarfs: how
 * the loss was noticed and how the client followed.
 */
final class StageDrawing {
    private static final double BAR = 26;
    private static final double GAP = 40;

    private final SwitchoverResult move;
    private final Times times;
    private final Drawing on;
    private final Instant start;
    private final Instant end;
    private final Instant opened;

    private StageDrawing(
            SwitchoverResult move, Times times, double width, Instant start, Instant end, Duration client) {
        this.move = move;
        this.times = times;
        this.on = new Drawing(width);
        this.start = start;
        this.end = end;
        this.opened = end.minus(client);
    }

    /** Null when the move was not measured from the last good reply to the first success. */
    static @Nullable Markup of(SwitchoverResult move, Times times, double width, String id) {
        Instant lastGood = move.lastGoodAt();
        Instant firstSuccess = move.firstSuccessAt();
        Duration client = move.clientShare();
        if (lastGood == null || firstSuccess == null || client == null || client.isNegative()) {
            return null;
        }
        StageDrawing drawing = new StageDrawing(move, times, width, lastGood, firstSuccess, client);
        drawing.draw();
        return drawing.on.svg(
                id,
                "The move of participant " + move.participant() + " from " + move.from() + " to " + move.to(),
                "Recovery took " + Times.human(move.rto()) + ": " + Times.human(move.organiserShare())
                        + " until the target served, the organiser's share, then " + Times.human(client)
                        + " until the first success, the client's share. The table of stages gives every instant.");
    }

    private void draw() {
        Scale whole = new Scale(seconds(start, end), 0, on.width());
        List<Label> above = new ArrayList<>();
        above.add(new Label(0, 0, "Last good reply", times.milli(start)));
        Instant detected = move.lossDetectedAt();
        boolean lossApart = detected != null && detected.isBefore(opened) && detected.isAfter(start);
        if (detected != null && lossApart) {
            above.add(
                    new Label(whole.x(Duration.between(start, detected)), 1, "Loss detected", since(start, detected)));
        }
        if (opened.isAfter(start)) {
            above.add(new Label(whole.x(Duration.between(start, opened)), 2, "Target serving", times.milli(opened)));
        }
        above.add(new Label(on.width(), 3, "First success", times.milli(end)));
        double top = heightOf(above);
        on.labels(above, top, false);
        wholeBar(whole, top);
        double panels = top + BAR + GAP;
        if (detected == null || !lossApart) {
            trapezoid(whole.x(Duration.between(start, opened)), on.width(), 0, on.width(), top + BAR, panels, "zoom");
            clientPanel(0, panels);
        } else if (on.narrow()) {
            double below = lossPanel(on.width(), detected, whole, top + BAR, panels) + 34;
            on.text(0, below - 8, "start", "soft", "Client's share, magnified");
            clientPanel(0, below);
        } else {
            double left = on.width() * 0.34;
            lossPanel(on.width() * 0.28, detected, whole, top + BAR, panels);
            trapezoid(
                    whole.x(Duration.between(start, opened)), on.width(), left, on.width(), top + BAR, panels, "zoom");
            clientPanel(left, panels);
        }
    }

    /** The height the labels will take, found on a drawing that is thrown away. */
    private double heightOf(List<Label> labels) {
        return new Drawing(on.width()).labels(labels, 0, false);
    }

    private void wholeBar(Scale whole, double top) {
        double split = whole.x(Duration.between(start, opened));
        String organiser = "Organiser's share " + Times.human(move.organiserShare());
        String client = "Client's share " + Times.human(move.clientShare());
        on.rect(0, top, split, BAR, "organiser", organiser);
        on.rect(split, top, Math.max(2, on.width() - split), BAR, "client", client);
        if (Drawing.fits(organiser, split)) {
            on.text(split / 2, top + 17, "middle", "on", organiser);
        }
        if (Drawing.fits(client, on.width() - split)) {
            on.text((split + on.width()) / 2, top + 17, "middle", "on", client);
        }
        on.reach(top + BAR);
    }

    private double lossPanel(double right, Instant detected, Scale whole, double from, double top) {
        trapezoid(0, whole.x(Duration.between(start, detected)), 0, right, from, top, "zoom-loss");
        on.rect(0, top, right, BAR, "organiser");
        String took = Times.human(Duration.between(start, detected));
        String text = "Noticing the loss " + took;
        on.text(right / 2, top + 17, "middle", "on", Drawing.fits(text, right) ? text : took);
        double bottom = ticks(new Scale(seconds(start, detected), 0, right), top + BAR);
        on.reach(bottom);
        return bottom;
    }

    private void clientPanel(double left, double top) {
        double right = on.width();
        Scale scale = new Scale(seconds(opened, end), left, right);
        List<Label> marks = new ArrayList<>();
        within(marks, 0, opened.isAfter(start) ? "Target serving" : "Last good reply", opened, scale);
        within(marks, 1, "Loss detected", move.lossDetectedAt(), scale);
        within(marks, 2, "Decided", move.decidedAt(), scale);
        within(marks, 3, "Activated", move.activatedAt(), scale);
        within(marks, 4, "First success", end, scale);
        segments(scale, top);
        double bottom = ticks(scale, top + BAR);
        on.reach(bottom + on.labels(marks, bottom, true));
    }

    private void segments(Scale scale, double top) {
        Instant decided = clamp(move.decidedAt(), opened);
        Instant activated = clamp(move.activatedAt(), decided);
        segment(scale, top, opened, decided, "client-3", "seeing it and deciding");
        segment(scale, top, decided, activated, "client-2", "switching");
        segment(scale, top, activated, end, "client", "first answer");
    }

    private void segment(Scale scale, double top, Instant from, Instant to, String classes, String what) {
        double left = scale.x(Duration.between(opened, from));
        double right = scale.x(Duration.between(opened, to));
        String took = Times.human(Duration.between(from, to));
        on.rect(left, top, right - left, BAR, classes, what + " " + took);
        String text = what + " " + took;
        if (Drawing.fits(text, right - left)) {
            on.text((left + right) / 2, top + 17, "middle", "on", text);
        } else if (Drawing.fits(took, right - left)) {
            on.text((left + right) / 2, top + 17, "middle", "on", took);
        }
    }

    private Instant clamp(@Nullable Instant at, Instant least) {
        return at == null || at.isBefore(least) ? least : at.isAfter(end) ? end : at;
    }

    private double ticks(Scale scale, double y) {
        double step = scale.step(on.narrow() ? 48 : 64);
        on.line(scale.left(), y, scale.right(), y, "axis");
        for (double tick : scale.ticks(step, 0)) {
            double x = scale.x(tick);
            on.line(x, y, x, y + 4, "axis");
            boolean atEdge = x + 12 > on.width();
            boolean atStart = x < 8;
            String label = Times.tick(tick);
            on.text(x, y + 16, atEdge ? "end" : atStart ? "start" : "middle", "soft", label);
        }
        return y + 20;
    }

    private void trapezoid(double a, double b, double left, double right, double from, double to, String classes) {
        String path =
                "M" + Markup.n(a) + " " + Markup.n(from) + "L" + Markup.n(Math.max(b, a + 2)) + " " + Markup.n(from)
                        + "L" + Markup.n(right) + " " + Markup.n(to) + "L" + Markup.n(left) + " " + Markup.n(to) + "Z";
        on.path(path, classes);
    }

    private void within(List<Label> marks, int order, String name, @Nullable Instant at, Scale scale) {
        if (at != null && !at.isBefore(opened) && !at.isAfter(end)) {
            marks.add(new Label(scale.x(Duration.between(opened, at)), order, name, since(opened, at)));
        }
    }

    private static String since(Instant from, Instant at) {
        return "+" + Times.human(Duration.between(from, at));
    }

    private static double seconds(Instant from, Instant to) {
        return Scale.secondsOf(Duration.between(from, to));
    }
}
