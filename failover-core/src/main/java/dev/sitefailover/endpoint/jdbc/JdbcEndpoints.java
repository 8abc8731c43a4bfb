package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointProvider;

/**
 * Endpoints over databases. A request runs as a table function named like its operation (hyphens as underscores), called
 * with key and body and giving one row, in a transaction of its own:
 *
 * <pre>{@code select status, body from find_submission(?, ?)   -- varchar, varbinary (PostgreSQL: text, bytea)}</pre>
 *
 * <p>The status is the name of a {@link dev.sitefailover.site.Reply.Status}. PostgreSQL: {@code create function ...
 * returns table(status text, body bytea)}. H2: {@code create alias} for a method that returns a ResultSet.
 *
 * <p>An error of the statement is a business error with the database's message, a missing function or right and a write
 * at a standby are refused, a connection that breaks or is too slow leaves the request in doubt.
 */
public final class JdbcEndpoints {

    private JdbcEndpoints() {}

    /** A connector with the default settings. */
    public static Connector<Endpoint> connector() {
        return connector(JdbcSettings.defaults());
    }

    /** A connector with those settings. Safe for use by several threads. */
    public static Connector<Endpoint> connector(JdbcSettings settings) {
        return new JdbcConnector(settings, NameLookup::resolve);
    }

    /** Serves {@code jdbc:}; user and password are in the address. */
    public static final class Jdbc implements EndpointProvider {
        /** For the service loader. */
        public Jdbc() {}

        @Override
        public String scheme() {
            return "jdbc";
        }

        @Override
        public Connector<Endpoint> connector() {
            return JdbcEndpoints.connector();
        }
    }
}
