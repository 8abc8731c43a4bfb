package dev.sitefailover.assertj;

import java.util.ArrayList;
import java.util.List;

/** What happened, line by line, for a failure's message: a screenful around what matters, which is marked. */
final class Timeline {
    /** With the lines that say how many are left out. */
    static final int MOST_LINES = 25;

    private static final int BEFORE = 15;

    private final String heading;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String time, String text, boolean marked) {}

    Timeline(String heading) {
        this.heading = heading;
    }

    Timeline add(String time, String text, boolean marked) {
        lines.add(new Line(time, text, marked));
        return this;
    }

    /** With the heading; ends without a line's end. Where nothing is marked the end is shown. */
    @Override
    public String toString() {
        if (lines.isEmpty()) {
            return heading + ": nothing";
        }
        int from = 0;
        int to = lines.size();
        if (lines.size() > MOST_LINES) {
            int room = MOST_LINES - 2;
            from = Math.max(0, Math.min(firstMarked() - BEFORE, lines.size() - room));
            to = from + room;
        }
        int width = lines.subList(from, to).stream()
                .mapToInt(line -> line.time().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(heading).append(':');
        leftOut(text, from, "before");
        for (Line line : lines.subList(from, to)) {
            text.append(line.marked() ? "\n  > " : "\n    ")
                    .append(line.time())
                    .append(" ".repeat(width - line.time().length()))
                    .append("  ")
                    .append(line.text());
        }
        leftOut(text, lines.size() - to, "after");
        return text.toString();
    }

    private int firstMarked() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).marked()) {
                return i;
            }
        }
        return lines.size();
    }

    private static void leftOut(StringBuilder text, int count, String where) {
        if (count > 0) {
            text.append("\n    ... ")
                    .append(Words.count(count, "line"))
                    .append(' ')
                    .append(where);
        }
    }
}
