package dev.sitefailover.endpoint.contract;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.h2.jdbc.JdbcConnection;
import org.h2.value.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * H2's driver with an abort that does what JDBC 4.1 asks for: H2's own does nothing, and its close waits for the server.
 */
final class AbortableDriver implements Driver {
    static final String NAME = "abortable";
    private static final String PREFIX = "jdbc:" + NAME + ":";
    private static final Driver H2 = new org.h2.Driver();
    private static boolean registered;

    static synchronized void register() {
        try {
            if (!registered) {
                DriverManager.registerDriver(new AbortableDriver());
                registered = true;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection = H2.connect("jdbc:h2:" + url.substring(PREFIX.length()), info);
        return (Connection) Proxy.newProxyInstance(
                AbortableDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    if (method.getName().equals("abort")) {
                        abort((JdbcConnection) connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Without any of H2's locks: somebody waits for an answer while holding them. */
    private static void abort(JdbcConnection connection) throws ReflectiveOperationException, IOException {
        Object session = field(JdbcConnection.class, "session").get(connection);
        if (session == null) {
            return;
        }
        for (Object transfer :
                List.copyOf((List<?>) field(session.getClass(), "transferList").get(session))) {
            ((Socket) field(Transfer.class, "socket").get(transfer)).close();
        }
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
