package dev.sitefailover.endpoint.jdbc;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement does, from its words, above all the first. Whatever is not known to be harmless may commit: a wrong guess costs an
 * enquiry, never a certainty that is none.
 */
final class SqlText {
    private static final Set<String> READS =
            Set.of("SELECT", "VALUES", "SHOW", "EXPLAIN", "TABLE", "DESCRIBE", "FETCH");
    private static final Set<String> WRITES =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "REPLACE", "UPSERT", "COPY", "LOCK", "SAVEPOINT");

    /** Words of statements that change data; a name that reads like one costs an enquiry at most. */
    private static final Set<String> CHANGES = Set.of("INTO", "INSERT", "UPDATE", "DELETE", "MERGE");

    private static final Set<String> EXECUTES = Set.of("ANALYZE", "ANALYSE");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private SqlText() {}

    static Act act(String sql, boolean selectsMayWrite) {
        String word = firstWord(sql);
        boolean read = READS.contains(word);
        if ((!read && !WRITES.contains(word)) || mentionsCommit(sql)) {
            return Act.MAY_COMMIT;
        }
        return read && !selectsMayWrite && !changes(word, sql) ? Act.READ : Act.WRITE;
    }

    /**
     * What begins like a query may change data: select into, a table that an insert makes, an explain that executes. Texts
     * and comments are looked through as well: where they end is for each database to say.
     */
    private static boolean changes(String first, String sql) {
        boolean explains = first.equals("EXPLAIN");
        String before = "";
        for (Matcher words = WORD.matcher(sql); words.find(); ) {
            String word = words.group().toUpperCase(Locale.ROOT);
            boolean locks = word.equals("UPDATE") && (before.equals("FOR") || before.equals("KEY"));
            if (explains ? EXECUTES.contains(word) : CHANGES.contains(word) && !locks) {
                return true;
            }
            before = word;
        }
        return false;
    }

    /** The graver of two, for a batch. */
    static Act worst(Act one, Act other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** As one of several statements, or in what only looks like one. */
    private static boolean mentionsCommit(String sql) {
        for (int i = sql.indexOf(';'); i >= 0; i = sql.indexOf(';', i + 1)) {
            if (!firstWord(sql.substring(i + 1)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String firstWord(String sql) {
        int i = skipBlanksAndComments(sql);
        int from = i;
        while (i < sql.length() && Character.isLetter(sql.charAt(i))) {
            i++;
        }
        return sql.substring(from, i).toUpperCase(Locale.ROOT);
    }

    private static int skipBlanksAndComments(String sql) {
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (Character.isWhitespace(c) || c == '(' || c == '{' || c == '?' || c == '=') {
                i++;
            } else if (sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i + 2);
                i = end < 0 ? sql.length() : end + 2;
            } else {
                return i;
            }
        }
        return i;
    }
}
