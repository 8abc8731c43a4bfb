package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.site.Site;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that does what a test tells it, and a driver for it that may be as bad as drivers are. */
final class FakeDatabase {
    static final String SERVING = "serving?";

    /** What happens in place of the answer; returning means that the answer comes. */
    @FunctionalInterface
    interface Behaviour {
        void happen(FakeConnection connection) throws SQLException;
    }

    final Site site;
    final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    volatile boolean serving;

    FakeDatabase(String id, boolean serving) {
        this.site = Site.of(id, "jdbc:fake:" + id);
        this.serving = serving;
    }

    /** From now on that method, or text, behaves so: "commit", "connect", "update 1". */
    void on(String what, Behaviour behaviour) {
        behaviours.put(what, behaviour);
    }

    void answer(String what) {
        behaviours.remove(what);
    }

    static Behaviour fail(String message, @Nullable String state) {
        return connection -> {
            throw new SQLException(message, state);
        };
    }

    DataSource dataSource() {
        return fake(DataSource.class, (name, arguments) -> {
            happen("connect", null);
            FakeConnection made = new FakeConnection(this);
            connections.add(made);
            return made.connection;
        });
    }

    /** Of those handed out to the business: the one that was made last. */
    FakeConnection latest() {
        List<FakeConnection> business = business();
        return business.get(business.size() - 1);
    }

    List<FakeConnection> business() {
        return connections.stream().filter(connection -> !connection.probes).toList();
    }

    List<FakeConnection> open() {
        return connections.stream()
                .filter(connection -> !connection.closed.get())
                .toList();
    }

    void happen(String what, @Nullable FakeConnection connection) throws SQLException {
        Behaviour behaviour = behaviours.get(what);
        if (behaviour != null) {
            behaviour.happen(connection == null ? new FakeConnection(this) : connection);
        }
    }

    /** What an interface's method answers. */
    @FunctionalInterface
    interface Answers {
        @Nullable
        Object answer(String name, Object[] arguments) throws Throwable;
    }

    static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                FakeDatabase.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    return switch (method.getName()) {
                        case "hashCode" -> 1;
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> "fake " + type.getSimpleName();
                        default -> {
                            Object answer = answers.answer(method.getName(), arguments);
                            yield answer == null ? nothing(method.getReturnType()) : answer;
                        }
                    };
                }));
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (!type.isPrimitive() || type == void.class) {
            return null;
        }
        return type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : (Object) 0;
    }

    /** A physical connection. */
    static final class FakeConnection {
        final FakeDatabase database;
        final Connection connection = fake(Connection.class, this::answer);
        final AtomicBoolean closed = new AtomicBoolean();
        final AtomicBoolean aborted = new AtomicBoolean();
        final List<String> said = new CopyOnWriteArrayList<>();
        volatile boolean probes;
        private volatile boolean autoCommit = true;

        FakeConnection(FakeDatabase database) {
            this.database = database;
        }

        /** Waits as a driver does that comes back when its socket is closed. */
        void hang() throws SQLException {
            hang(true, false);
        }

        /** Waits until aborted, or interrupted, or for ever. */
        synchronized void hang(boolean heedsAbort, boolean heedsInterrupt) throws SQLException {
            boolean interrupted = false;
            while (!(heedsAbort && aborted.get()) && !released) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (heedsInterrupt) {
                        break;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("socket closed", "08006");
        }

        private volatile boolean released;

        synchronized void release() {
            released = true;
            notifyAll();
        }

        private @Nullable Object answer(String name, Object[] arguments) throws Throwable {
            switch (name) {
                case "abort" -> {
                    database.happen("abort", this);
                    synchronized (this) {
                        aborted.set(true);
                        closed.set(true);
                        notifyAll();
                    }
                }
                case "close" -> closed.set(true);
                case "setAutoCommit" -> {
                    said.add(name);
                    database.happen(name, this);
                    autoCommit = (Boolean) arguments[0];
                }
                case "commit", "rollback" -> {
                    said.add(name);
                    database.happen(name, this);
                }
                default -> {
                    return query(name, arguments);
                }
            }
            return null;
        }

        private @Nullable Object query(String name, Object[] arguments) {
            return switch (name) {
                case "isClosed" -> closed.get();
                case "isValid" -> !closed.get();
                case "getAutoCommit" -> autoCommit;
                case "createStatement" -> fake(Statement.class, (method, given) -> statement(method, given, ""));
                case "prepareStatement" ->
                    fake(PreparedStatement.class, (method, given) -> statement(method, given, (String) arguments[0]));
                default -> null;
            };
        }

        private @Nullable Object statement(String name, Object[] arguments, String prepared) throws SQLException {
            if (!name.startsWith("execute")) {
                return null;
            }
            String sql = arguments.length > 0 ? (String) arguments[0] : prepared;
            probes |= sql.equals(SERVING);
            said.add(sql);
            database.happen(sql, this);
            boolean rows = name.equals("executeQuery");
            return rows ? fake(ResultSet.class, (method, given) -> row(method, sql)) : null;
        }

        private @Nullable Object row(String name, String sql) {
            return switch (name) {
                case "next" -> sql.equals(SERVING);
                case "getBoolean" -> database.serving;
                default -> null;
            };
        }
    }
}
