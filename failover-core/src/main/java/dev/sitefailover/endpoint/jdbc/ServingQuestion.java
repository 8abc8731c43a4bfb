package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.health.ProbeResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database whether it takes writes. PostgreSQL says whether it is in recovery; of others it is only known
 * whether they answer, unless they are given a question of their own.
 *
 * @param sql yields one row with one boolean; null: chosen by the database's product
 */
record ServingQuestion(@Nullable String sql) {
    private static final String POSTGRESQL = "select not pg_is_in_recovery()";
    private static final int VALID_WITHIN_SECONDS = 1;

    ProbeResult ask(Connection connection) throws SQLException {
        String question = sql;
        if (question == null && isPostgresql(connection)) {
            question = POSTGRESQL;
        }
        if (question == null) {
            return connection.isValid(VALID_WITHIN_SECONDS)
                    ? ProbeResult.serving()
                    : ProbeResult.down("the connection is not valid");
        }
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            if (!answer.next()) {
                return ProbeResult.down("no row came back from: " + question);
            }
            return answer.getBoolean(1)
                    ? ProbeResult.serving()
                    : ProbeResult.standby(sql == null ? "in recovery" : "no from: " + question);
        }
    }

    private static boolean isPostgresql(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }
}
