package dev.sitefailover.monitoring;

import dev.sitefailover.FailoverStatus;
import dev.sitefailover.SiteStatus;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status for people, several lines of plain text: for an admin page, a log or a ticket. */
public final class StatusText {
    private static final String GAP = "  ";

    private StatusText() {}

    /** The text; lines end in {@code \n}, the last one too. */
    public static String of(FailoverStatus status) {
        StringBuilder text = new StringBuilder();
        text.append(status.phase())
                .append(", assigned ")
                .append(status.assigned())
                .append(" in epoch ")
                .append(status.epoch())
                .append(status.routed() == null ? ", calls go NOWHERE" : ", calls go to " + status.routed())
                .append('\n');
        if (!status.heldFor().isZero()) {
            text.append("automatic moves are HELD for ")
                    .append(words(status.heldFor()))
                    .append('\n');
        }
        text.append("calls: ")
                .append(status.inFlight())
                .append(" in flight, ")
                .append(status.waiting())
                .append(" waiting, ")
                .append(status.overdue())
                .append(" overdue, ")
                .append(status.inDoubt())
                .append(" in doubt\n");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"site", "health", "for", "breaker", "", "address"});
        for (SiteStatus site : status.sites()) {
            rows.add(new String[] {
                site.site().id(),
                site.health().name(),
                site.health() == Health.UNKNOWN ? "-" : words(site.since()),
                site.breaker().name(),
                marks(site),
                site.site().address().toString()
            });
        }
        return text.append(table(rows)).toString();
    }

    private static String marks(SiteStatus site) {
        List<String> marks = new ArrayList<>();
        if (site.routed()) {
            marks.add("routed");
        } else if (site.assigned()) {
            marks.add("assigned");
        }
        if (site.impaired()) {
            marks.add("impaired");
        }
        return String.join(" ", marks);
    }

    private static String table(List<String[]> rows) {
        int columns = rows.get(0).length;
        int[] width = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row[c].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(GAP).append(row[c]).append(" ".repeat(width[c] - row[c].length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The two largest units: what a person reads at a glance. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}
