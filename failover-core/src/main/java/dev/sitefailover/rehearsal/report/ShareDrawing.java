package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.report.Drawing.Label;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the client's shares of all participants spread: a dot each, or bars where dots would not fit. */
final class ShareDrawing {
    private static final double RADIUS = 4.5;
    private static final double TALLEST = 150;

    private ShareDrawing() {}

    /** @param moves those measured, worst first; at least one */
    static Markup of(
            List<SwitchoverResult> moves,
            @Nullable Duration bound,
            @Nullable Duration target,
            double width,
            String id) {
        List<Duration> sorted = moves.stream()
                .map(SwitchoverResult::clientShare)
                .filter(share -> share != null && !share.isNegative())
                .sorted()
                .toList();
        Drawing on = new Drawing(width);
        double worst = sorted.isEmpty() ? 0 : Scale.secondsOf(sorted.get(sorted.size() - 1));
        double most = Math.max(worst, near(bound, worst));
        most = Math.max(most, near(target, worst));
        Scale scale = new Scale(Scale.roundUp(Math.max(most, 0.01)), RADIUS + 1, width - 24);
        List<Label> marks = new ArrayList<>();
        mark(marks, 0, "Median", MoveGroup.quantile(sorted, 0.5), scale);
        mark(marks, 1, "Worst", MoveGroup.quantile(sorted, 1), scale);
        if (bound != null && near(bound, worst) > 0) {
            mark(marks, 2, "Bound", bound, scale);
        }
        if (target != null && near(target, worst) > 0) {
            mark(marks, 3, "Objective", target, scale);
        }
        double head = new Drawing(width).labels(marks, 0, false);
        double floor = head + heap(on, scale, sorted, moves, head);
        axis(on, scale, floor);
        on.labels(marks, head, false);
        for (Label mark : marks) {
            on.line(mark.x(), head, mark.x(), floor, mark.order() < 2 ? "median" : "limit");
        }
        return on.svg(
                id,
                "Client's share of " + sorted.size() + " participants",
                "From " + Times.human(MoveGroup.quantile(sorted, 0)) + " to "
                        + Times.human(MoveGroup.quantile(sorted, 1)) + ", median "
                        + Times.human(MoveGroup.quantile(sorted, 0.5)) + ".");
    }

    /** A limit far beyond what happened would flatten the picture: it is told in words instead. */
    private static double near(@Nullable Duration limit, double worst) {
        double seconds = limit == null ? 0 : Scale.secondsOf(limit);
        return seconds <= 4 * worst ? seconds : 0;
    }

    private static void mark(List<Label> marks, int order, String name, @Nullable Duration at, Scale scale) {
        if (at != null) {
            marks.add(new Label(scale.x(at), order, name, Times.human(at)));
        }
    }

    private static double heap(
            Drawing on, Scale scale, List<Duration> sorted, List<SwitchoverResult> moves, double head) {
        double room = scale.right() - scale.left();
        int columns = Math.max(1, (int) (room / (2 * RADIUS + 1)));
        int[] heights = new int[columns + 1];
        for (Duration share : sorted) {
            heights[column(scale, share, columns)]++;
        }
        int tallest = 1;
        for (int height : heights) {
            tallest = Math.max(tallest, height);
        }
        double unit = Math.min(2 * RADIUS + 1, TALLEST / tallest);
        double tall = tallest * unit + 8;
        boolean dots = unit > 2 * RADIUS;
        int[] filled = new int[columns + 1];
        if (dots) {
            for (SwitchoverResult move : moves) {
                Duration share = move.clientShare();
                if (share != null && !share.isNegative()) {
                    int column = column(scale, share, columns);
                    double y = head + tall - RADIUS - 1 - filled[column]++ * unit;
                    on.circle(
                            x(scale, column, columns), y, RADIUS, "dot", move.participant() + " " + Times.human(share));
                }
            }
        } else {
            for (int column = 0; column <= columns; column++) {
                double h = heights[column] * unit;
                double w = room / columns;
                on.rect(x(scale, column, columns) - w / 2 + 0.5, head + tall - h, w - 1, h, "client");
            }
        }
        return tall;
    }

    private static int column(Scale scale, Duration share, int columns) {
        double part = (scale.x(share) - scale.left()) / (scale.right() - scale.left());
        return (int) Math.round(part * columns);
    }

    private static double x(Scale scale, int column, int columns) {
        return scale.left() + (scale.right() - scale.left()) * column / columns;
    }

    private static void axis(Drawing on, Scale scale, double y) {
        on.line(scale.left(), y, scale.right(), y, "axis");
        for (double tick : scale.ticks(scale.step(56), 0)) {
            double x = scale.x(tick);
            on.line(x, y, x, y + 4, "axis");
            boolean first = x < 14;
            on.text(first ? 0 : x, y + 17, first ? "start" : "middle", "soft", Times.tick(tick));
        }
        on.reach(y + 22);
    }
}
