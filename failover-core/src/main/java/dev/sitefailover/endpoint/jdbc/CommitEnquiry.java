package dev.sitefailover.endpoint.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Finds out whether a transaction was committed, by its key; only asks. */
@FunctionalInterface
public interface CommitEnquiry {
    boolean isCommitted(Connection connection, String key) throws SQLException;
}
