package dev.sitefailover.endpoint.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.concurrent.CountDownLatch;
import org.h2.tools.SimpleResultSet;
import org.jspecify.annotations.Nullable;

/** What the database runs. H2 first asks for the columns alone, on a connection that says so. */
public final class DatabaseFunctions {
    static volatile boolean started;
    static volatile CountDownLatch gate = new CountDownLatch(0);

    private DatabaseFunctions() {}

    public static ResultSet echoBack(Connection connection, @Nullable String key, byte[] body) throws SQLException {
        return row(connection, "OK", key + ":" + (body == null ? "" : new String(body, StandardCharsets.UTF_8)));
    }

    public static ResultSet closed(Connection connection, String key, byte[] body) throws SQLException {
        return row(connection, "CLOSED", "");
    }

    public static ResultSet odd(Connection connection, String key, byte[] body) throws SQLException {
        return row(connection, "FINE", "");
    }

    public static ResultSet empty(Connection connection, String key, byte[] body) throws SQLException {
        return row(connection, null, "");
    }

    public static ResultSet failing(Connection connection, String key, byte[] body) throws SQLException {
        if (!isForColumns(connection)) {
            throw new SQLException("already paid", "45000");
        }
        return row(connection, null, "");
    }

    public static ResultSet slow(Connection connection, String key, byte[] body)
            throws SQLException, InterruptedException {
        if (!isForColumns(connection)) {
            started = true;
            gate.await();
        }
        return row(connection, "OK", "");
    }

    /** The number of the connection it runs on. */
    public static ResultSet session(Connection connection, String key, byte[] body) throws SQLException {
        if (isForColumns(connection)) {
            return row(connection, null, "");
        }
        try (Statement statement = connection.createStatement();
                ResultSet number = statement.executeQuery("select session_id()")) {
            number.next();
            return row(connection, "OK", number.getString(1));
        }
    }

    private static boolean isForColumns(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().equals("jdbc:columnlist:connection");
    }

    private static ResultSet row(Connection connection, @Nullable String status, String body) throws SQLException {
        SimpleResultSet rows = new SimpleResultSet();
        rows.addColumn("STATUS", Types.VARCHAR, 20, 0);
        rows.addColumn("BODY", Types.VARBINARY, 1000, 0);
        if (status != null && !isForColumns(connection)) {
            rows.addRow(status, body.getBytes(StandardCharsets.UTF_8));
        }
        return rows;
    }
}
