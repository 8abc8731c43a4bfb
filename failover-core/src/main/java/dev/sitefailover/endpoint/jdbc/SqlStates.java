package dev.sitefailover.endpoint.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SQLStates mean: ISO/IEC 9075-2 §24.1, appendix A of the PostgreSQL manual, and the codes H2 uses instead. */
final class SqlStates {
    /** Connection could not be made. */
    static final String NOT_CONNECTED = "08001";
    /** The server rejected the connection. */
    static final String REJECTED = "08004";
    /** Connection failure. */
    static final String BROKEN = "08006";
    /** Transaction resolution unknown. */
    static final String IN_DOUBT = "08007";
    /** Communication link failure (X/Open). */
    static final String LINK_FAILURE = "08S01";
    /** A write where only reading is allowed, as at a standby. */
    static final String READ_ONLY = "25006";
    /** PostgreSQL: the server is starting, stopping or recovering. */
    static final String CANNOT_CONNECT_NOW = "57P03";
    /** The statement was cancelled. */
    private static final String CANCELLED = "57014";
    /** Too many connections. */
    static final String FULL = "53300";

    /** Admin shutdown, crash shutdown, cannot connect now, database dropped; H2's broken and closed connections. */
    private static final Set<String> ENDS_CONNECTION =
            Set.of("57P01", "57P02", CANNOT_CONNECT_NOW, "57P04", "57P05", "90067", "90098", "90121", "90007", "90135");

    /** Classes by which a living server says what became of a statement: it was undone. */
    private static final Set<String> ANSWER_CLASSES = Set.of(
            "0A", "20", "21", "22", "23", "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F",
            "40", "42", "44", "45", "53", "54", "55", "90", "P0");

    /** What those classes do not answer: statement completion unknown; H2's I/O errors. */
    private static final Set<String> NO_ANSWER = Set.of("40003", "90028", "90031");

    private SqlStates() {}

    static String of(Throwable error) {
        SQLException found = sql(error);
        String state = found == null ? null : found.getSQLState();
        return state == null ? "" : state;
    }

    /** The SQLException that is this error or caused it. */
    static @Nullable SQLException sql(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** The connection is gone with this failure. */
    static boolean endsConnection(Throwable error) {
        String state = of(error);
        return state.startsWith("08")
                || ENDS_CONNECTION.contains(state)
                || error instanceof SQLNonTransientConnectionException
                || error instanceof SQLTransientConnectionException
                || error instanceof SQLRecoverableException;
    }

    /** The server said what became of it: whatever was to be committed was not. */
    static boolean isAnswer(Throwable error) {
        String state = of(error);
        if (state.length() != 5 || NO_ANSWER.contains(state) || ENDS_CONNECTION.contains(state)) {
            return false;
        }
        return ANSWER_CLASSES.contains(state.substring(0, 2)) || state.equals(CANCELLED);
    }
}
