package dev.sitefailover.rehearsal.report;

import static dev.sitefailover.rehearsal.report.Markup.n;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A drawing in user units that are pixels at its natural width. Each is made twice, wide and narrow, because a wide one
 * shrunk to a phone cannot be read.
 */
final class Drawing {
    static final double WIDE = 960;
    static final double NARROW = 350;
    private static final double GLYPH = 7.3;
    private static final double ROW = 29;

    private final Markup out = new Markup();
    private final double width;
    private double height;

    Drawing(double width) {
        this.width = width;
    }

    double width() {
        return width;
    }

    boolean narrow() {
        return width < 600;
    }

    /** What the drawing needs below; the largest counts. */
    void reach(double y) {
        height = Math.max(height, y);
    }

    void text(double x, double y, String anchor, String classes, String text) {
        out.element("text", text, "x", n(x), "y", n(y), "text-anchor", anchor, "class", classes);
    }

    void rect(double x, double y, double w, double h, String classes) {
        out.shape(
                "rect",
                "x",
                n(x),
                "y",
                n(y),
                "width",
                n(Math.max(0, w)),
                "height",
                n(Math.max(0, h)),
                "class",
                classes);
    }

    /** With a tool tip. */
    void rect(double x, double y, double w, double h, String classes, String tip) {
        out.open(
                        "rect",
                        "x",
                        n(x),
                        "y",
                        n(y),
                        "width",
                        n(Math.max(0, w)),
                        "height",
                        n(Math.max(0, h)),
                        "class",
                        classes)
                .element("title", tip)
                .close("rect");
    }

    void line(double x1, double y1, double x2, double y2, String classes) {
        out.shape("line", "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2), "class", classes);
    }

    void circle(double x, double y, double r, String classes, String tip) {
        out.open("circle", "cx", n(x), "cy", n(y), "r", n(r), "class", classes);
        if (!tip.isEmpty()) {
            out.element("title", tip);
        }
        out.close("circle");
    }

    void path(CharSequence d, String classes) {
        if (d.length() > 0) {
            out.shape("path", "d", d.toString(), "class", classes);
        }
    }

    static double widthOf(String text) {
        return TextTable.width(text) * GLYPH;
    }

    /** As much of a text as fits. */
    static String cut(String text, double room) {
        return TextTable.cut(text, (int) (room / GLYPH));
    }

    static boolean fits(String text, double room) {
        return widthOf(text) + 10 <= room;
    }

    /**
     * Two-line labels for points on a line, in as many rows as it takes that none overlaps, each with a leader to its
     * point.
     *
     * @param y where the points are
     * @param down whether the labels stand below the points
     * @return how much height they took
     */
    double labels(List<Label> labels, double y, boolean down) {
        List<Label> sorted = labels.stream()
                .sorted(Comparator.comparingDouble(Label::x).thenComparing(Label::order))
                .toList();
        List<List<double[]>> rows = new ArrayList<>();
        List<double[]> places = new ArrayList<>();
        for (Label label : sorted) {
            double w = Math.max(widthOf(label.first()), widthOf(label.second()));
            double left = Math.max(0, Math.min(width - w, label.x() - w / 2));
            int row = 0;
            while (row < rows.size() && overlaps(rows.get(row), left, left + w)) {
                row++;
            }
            if (row == rows.size()) {
                rows.add(new ArrayList<>());
            }
            rows.get(row).add(new double[] {left, left + w});
            places.add(new double[] {left, w, row});
        }
        double tall = rows.size() * ROW + 12;
        for (int i = 0; i < sorted.size(); i++) {
            Label label = sorted.get(i);
            double[] place = places.get(i);
            double top = down ? y + 12 + place[2] * ROW : y - tall + (rows.size() - 1 - place[2]) * ROW;
            double near = down ? top + 1 : top + ROW - 2;
            line(label.x(), y, label.x(), near, "lead");
        }
        for (int i = 0; i < sorted.size(); i++) {
            Label label = sorted.get(i);
            double[] place = places.get(i);
            double top = down ? y + 12 + place[2] * ROW : y - tall + (rows.size() - 1 - place[2]) * ROW;
            double middle = place[0] + place[1] / 2;
            rect(place[0] - 2, top + 1, place[1] + 4, ROW - 3, "f-paper");
            text(middle, top + 12, "middle", "strong", label.first());
            text(middle, top + 25, "middle", "soft", label.second());
        }
        return tall;
    }

    private static boolean overlaps(List<double[]> row, double left, double right) {
        return row.stream().anyMatch(taken -> left < taken[1] + 10 && right > taken[0] - 10);
    }

    /** One label: two short lines about a point. */
    record Label(double x, int order, String first, String second) {}

    /** The finished element. */
    Markup svg(String id, String title, String description) {
        String size = narrow() ? "narrow" : "wide";
        String name = id + "-" + size;
        return new Markup()
                .open(
                        "svg",
                        "class",
                        size,
                        "viewBox",
                        "0 0 " + n(width) + " " + n(height),
                        "role",
                        "img",
                        "aria-labelledby",
                        name + "-t " + name + "-d")
                .element("title", title, "id", name + "-t")
                .element("desc", description, "id", name + "-d")
                .raw(out.toString())
                .close("svg")
                .line();
    }
}
