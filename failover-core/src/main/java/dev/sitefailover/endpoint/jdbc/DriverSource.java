package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.CertificateProblem;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Physical connections from the driver that takes the site's address. PostgreSQL's driver waits for ever for a server
 * that accepts a connection and says nothing: unless the address or the properties set its timeouts, a logon gets a
 * bound here, lifted once the connection stands.
 */
final class DriverSource implements ConnectionSource {
    private static final String SECONDS = "10";

    private final Properties properties;

    DriverSource(Properties properties) {
        this.properties = properties;
    }

    @Override
    public Connection connect(Site site, Purpose purpose, @Nullable Credentials credentials) throws SQLException {
        String url = site.address().toString();
        Properties all = new Properties();
        all.putAll(properties);
        if (credentials != null) {
            set(all, "user", credentials.user());
            set(all, "password", credentials.password());
        }
        boolean bounded = url.startsWith("jdbc:postgresql:")
                && !url.contains("socketTimeout=")
                && !all.containsKey("socketTimeout");
        if (bounded) {
            all.setProperty("socketTimeout", SECONDS);
            if (!url.contains("connectTimeout=")) {
                all.putIfAbsent("connectTimeout", SECONDS);
            }
        }
        Verification.warnIfNone(site, url, all);
        Connection connection = connect(url, all);
        if (bounded && purpose == Purpose.BUSINESS) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return connection;
    }

    private static Connection connect(String url, Properties all) throws SQLException {
        try {
            return DriverManager.getConnection(url, all);
        } catch (SQLException e) {
            String why = CertificateProblem.in(e);
            if (why == null) {
                throw e;
            }
            throw new SQLException(e.getMessage() + "; " + why, SqlStates.NOT_CONNECTED, e);
        }
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }
}
