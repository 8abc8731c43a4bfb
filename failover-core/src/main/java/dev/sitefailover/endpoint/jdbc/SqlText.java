package dev.sitefailover.endpoint.jdbc;

import java.util.Locale;
import java.util.Set;

/**
 * What a statement does, from its first word. Whatever is not known to be harmless may commit: a wrong guess costs an
 * enquiry, never a certainty that is none.
 */
final class SqlText {
    private static final Set<String> READS =
            Set.of("SELECT", "VALUES", "SHOW", "EXPLAIN", "TABLE", "DESCRIBE", "FETCH");
    private static final Set<String> WRITES =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "REPLACE", "UPSERT", "COPY", "LOCK", "SAVEPOINT");

    private SqlText() {}

    static Act act(String sql, boolean selectsMayWrite) {
        String word = firstWord(sql);
        boolean read = READS.contains(word);
        if ((!read && !WRITES.contains(word)) || mentionsCommit(sql)) {
            return Act.MAY_COMMIT;
        }
        return read && !selectsMayWrite ? Act.READ : Act.WRITE;
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
