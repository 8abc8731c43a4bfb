package dev.sitefailover.rehearsal.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of plain text, aligned by what a terminal shows: Chinese characters take two places. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int widest;

    /** @param widest longer cells are cut and end in "..." */
    TextTable(int widest, String... heads) {
        this.widest = widest;
        row(heads);
    }

    TextTable row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cut(Escape.line(cell), widest));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            StringBuilder rule = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                int width = width(c);
                String cell = rows.get(r).get(c);
                line.append(c == 0 ? "" : GAP).append(cell).append(" ".repeat(width - width(cell)));
                rule.append(c == 0 ? "" : GAP).append("-".repeat(width));
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                text.append(rule).append('\n');
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }

    static String cut(String text, int widest) {
        if (width(text) <= widest) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            used += places(point);
            if (used > widest - 3) {
                break;
            }
            kept.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return kept + "...";
    }

    static int width(String text) {
        return text.codePoints().map(TextTable::places).sum();
    }

    private static int places(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
