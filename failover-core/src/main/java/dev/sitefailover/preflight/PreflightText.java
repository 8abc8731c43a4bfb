package dev.sitefailover.preflight;

import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for people: site by site, what is wrong with the way out below it. */
final class PreflightText {
    private static final int WIDTH = 80;
    private static final String FOLLOWING = " ".repeat(21);
    private static final String ARROW = "-> ";

    private PreflightText() {}

    static String of(PreflightReport report) {
        StringBuilder text = new StringBuilder();
        for (Site site : report.sites()) {
            lines(site.id() + "  ", shown(site), " ".repeat(4), text);
            for (Finding finding : report.of(site.id())) {
                lines(
                        String.format(Locale.ROOT, "  %-12s %-4s  ", finding.check(), finding.level()),
                        finding.value(),
                        FOLLOWING,
                        text);
                if (!finding.advice().isEmpty()) {
                    lines(FOLLOWING + ARROW, finding.advice(), FOLLOWING + " ".repeat(ARROW.length()), text);
                }
            }
            text.append('\n');
        }
        String summary = report.sites().stream()
                .map(site -> site.id() + " " + report.level(site.id()))
                .collect(Collectors.joining(", "));
        lines("", summary + "; in " + Words.of(report.took()), "", text);
        return text.toString();
    }

    /** Without what only the site should read: passwords are written into database addresses. */
    static String shown(Site site) {
        return site.address()
                .toString()
                .replaceAll("(?i)(password|pwd)=[^&;]*", "$1=...")
                .replaceAll("//([^/@:]*):[^/@]*@", "//$1:...@");
    }

    /** Breaks at blanks, and inside a word that is wider than a line. */
    private static void lines(String first, String value, String following, StringBuilder text) {
        List<String> words = new ArrayList<>(List.of(printable(value).split(" ", -1)));
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        while (!words.isEmpty()) {
            String word = words.get(0);
            int room = WIDTH - line.length() - (empty ? 0 : 1);
            if (word.length() <= room) {
                line.append(empty ? "" : " ").append(word);
                words.remove(0);
                empty = false;
            } else if (empty) {
                line.append(word, 0, room);
                words.set(0, word.substring(room));
                empty = false;
            } else {
                text.append(line).append('\n');
                line = new StringBuilder(following);
                empty = true;
            }
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /** What a site or a certificate says must not move the cursor. */
    private static String printable(String value) {
        return value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
