package dev.sitefailover.endpoint.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of JDBC's interfaces reaches the driver's object, and nothing of the driver's comes out unwrapped. */
class WrappingTest {
    /** Answered without asking the driver, or only when there is something to end. */
    private static final Set<String> OWN =
            Set.of("unwrap", "isWrapperFor", "isClosed", "close", "abort", "isValid", "getConnection", "getStatement");

    private final EngineRuntime runtime = EngineRuntime.system();
    private final List<String> reached = new ArrayList<>();
    private final Physical line;

    WrappingTest() throws SQLException {
        Watch watch = new Watch(runtime, Duration.ofSeconds(30));
        Wiring wiring = new Wiring(
                (site, purpose, credentials) -> recording(Connection.class),
                new ServingQuestion(null),
                watch,
                Gate.OPEN,
                new Doubts(runtime, Duration.ZERO),
                false);
        SiteConnections home = new SiteConnections(Site.of("a"), wiring);
        line = new Physical(home, home.epoch(), recording(Connection.class), watch);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Connection.class,
                Statement.class,
                PreparedStatement.class,
                CallableStatement.class,
                ResultSet.class,
                DatabaseMetaData.class
            })
    void everyMethodReachesTheDriver(Class<?> type) throws Throwable {
        Object wrapped = wrapped(type);
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || OWN.contains(method.getName())) {
                continue;
            }
            reached.clear();
            Object result = method.invoke(wrapped, arguments(method));
            assertThat(reached).as(method.toString()).contains(method.getName());
            if (result != null && Wrapping.wraps(method.getReturnType())) {
                assertThat(Proxy.getInvocationHandler(result))
                        .as(method.toString())
                        .isInstanceOf(Handle.class);
            }
        }
    }

    @Test
    void whatIsHandedOutLeadsBackToTheWrappedConnection() throws SQLException {
        FailoverConnection connection = ConnectionHandle.over(line);
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet rows = statement.executeQuery();
        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(rows.getStatement()).isSameAs(statement);
        assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        assertThat(connection
                        .createStatement()
                        .executeQuery("select 1")
                        .getStatement()
                        .getConnection())
                .isSameAs(connection);
    }

    @Test
    void unwrappingFindsTheWrapperFirstAndThenTheDriver() throws SQLException {
        FailoverConnection connection = ConnectionHandle.over(line);
        assertThat(connection.unwrap(FailoverConnection.class)).isSameAs(connection);
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.isWrapperFor(Vendor.class)).isTrue();
        assertThat(connection.unwrap(Vendor.class)).isSameAs(line.raw());
        assertThatThrownBy(() -> connection.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
    }

    @Test
    void wrappedObjectsAreEqualToThemselvesOnly() throws SQLException {
        FailoverConnection connection = ConnectionHandle.over(line);
        assertThat(List.of(connection)).contains(connection);
        assertThat(connection).isNotEqualTo(ConnectionHandle.over(line));
        assertThat(connection).hasToString("Connection at a in epoch 0");
    }

    /** What a driver adds. */
    private interface Vendor {}

    private Object wrapped(Class<?> type) {
        return type == Connection.class
                ? ConnectionHandle.over(line)
                : Handle.proxy(type, new Handle(line, recording(type), type, ConnectionHandle.over(line), Act.READ));
    }

    private <T> T recording(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                WrappingTest.class.getClassLoader(), new Class<?>[] {type, Vendor.class}, (proxy, method, given) -> {
                    reached.add(method.getName());
                    if (method.getName().equals("unwrap")) {
                        throw new SQLException("no");
                    }
                    return answer(method.getReturnType());
                }));
    }

    private @Nullable Object answer(Class<?> type) {
        if (Wrapper.class.isAssignableFrom(type)) {
            return recording(type);
        }
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private static Object[] arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
        }
        return arguments;
    }
}
