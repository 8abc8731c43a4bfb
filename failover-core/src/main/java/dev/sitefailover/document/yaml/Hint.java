package dev.sitefailover.document.yaml;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that was probably meant. */
public final class Hint {
    private static final int LONGEST_WORD = 32;
    private static final int MOST_LISTED = 20;
    /** There are some 600 time zones; ids in a file may be many more, and comparing each with each takes too long. */
    private static final int MOST_COMPARED = 1_000;

    private Hint() {}

    /** How often ids may still be compared with each other: a file may hold tens of thousands of wrong ones. */
    public static final class Budget {
        private int left = 100;

        boolean spend() {
            return left-- > 0;
        }
    }

    /** {@code allowed are a, b, c}. */
    public static String list(Collection<String> words) {
        if (words.isEmpty()) {
            return "none is allowed here";
        }
        StringBuilder out = new StringBuilder(words.size() == 1 ? "allowed is " : "allowed are ");
        int listed = 0;
        for (String word : words) {
            if (listed == MOST_LISTED && words.size() > MOST_LISTED + 10) {
                return out.append(" and ")
                        .append(words.size() - listed)
                        .append(" more")
                        .toString();
            }
            out.append(listed++ == 0 ? "" : ", ").append(Shown.clean(word));
        }
        return out.toString();
    }

    /** The nearest of the words, empty when none is near. */
    static String meant(String word, Collection<String> words) {
        String best = "";
        if (word.length() > LONGEST_WORD || words.size() > MOST_COMPARED) {
            return best;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        // Among words of one or two letters everything is near.
        int nearest = word.length() < 3 ? 1 : Math.max(1, word.length() / 3) + 1;
        for (String candidate : words) {
            if (candidate.length() <= LONGEST_WORD && Math.abs(candidate.length() - word.length()) < nearest) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
                if (distance < nearest) {
                    nearest = distance;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    static int distance(String a, String b) {
        // At most 32 characters each.
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
