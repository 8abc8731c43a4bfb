package dev.sitefailover.endpoint.jdbc;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** How each method of JDBC's interfaces is carried out. */
enum Plan {
    /** On the driver's object, without a deadline: it waits for nobody. */
    LOCAL,
    /** On the driver's object, within the deadline. */
    ASK,
    /** Executes the statement, or the text given. */
    EXECUTE,
    /** Notes text for a batch, or names the text of a new statement. */
    NOTE,
    /** Changes a row through a result set. */
    WRITE,
    COMMIT,
    ROLLBACK,
    AUTO_COMMIT,
    IS_VALID,
    IS_CLOSED,
    CLOSE,
    ABORT,
    CLEAR_WARNINGS,
    QUERY_TIMEOUT,
    /** Answered with the wrapped object that made this one. */
    PARENT,
    CONNECTION,
    UNWRAP,
    IS_WRAPPER,
    /** What {@link FailoverConnection} adds, and what every object has. */
    OWN;

    private static final Map<Method, Plan> PLANS = plans();

    static Plan of(Method method) {
        Plan known = PLANS.get(method);
        return known == null ? choose(method.getDeclaringClass(), method) : known;
    }

    private static Map<Method, Plan> plans() {
        Map<Method, Plan> plans = new LinkedHashMap<>();
        for (Class<?> type : new Class<?>[] {
            FailoverConnection.class, CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class
        }) {
            for (Method method : type.getMethods()) {
                plans.put(method, choose(method.getDeclaringClass(), method));
            }
        }
        return Map.copyOf(plans);
    }

    private static Plan choose(Class<?> type, Method method) {
        if (type == Object.class || type == FailoverConnection.class) {
            return OWN;
        }
        return switch (method.getName()) {
            case "unwrap" -> UNWRAP;
            case "isWrapperFor" -> IS_WRAPPER;
            case "isClosed" -> IS_CLOSED;
            case "close" -> CLOSE;
            case "getConnection" -> CONNECTION;
            case "getStatement" -> PARENT;
            default -> ofType(type, method.getName());
        };
    }

    private static Plan ofType(Class<?> type, String name) {
        if (type == Connection.class) {
            return ofConnection(name);
        }
        if (Statement.class.isAssignableFrom(type)) {
            return ofStatement(name);
        }
        return type == ResultSet.class ? ofRows(name) : ASK;
    }

    private static Plan ofConnection(String name) {
        return switch (name) {
            case "commit" -> COMMIT;
            case "rollback" -> ROLLBACK;
            case "setAutoCommit" -> AUTO_COMMIT;
            case "isValid" -> IS_VALID;
            case "abort" -> ABORT;
            case "clearWarnings" -> CLEAR_WARNINGS;
            case "prepareStatement", "prepareCall" -> NOTE;
            default -> ASK;
        };
    }

    private static Plan ofStatement(String name) {
        if (name.startsWith("execute")) {
            return EXECUTE;
        }
        return switch (name) {
            case "addBatch" -> NOTE;
            case "setQueryTimeout" -> QUERY_TIMEOUT;
            case "getMoreResults", "getGeneratedKeys", "getMetaData", "getParameterMetaData", "cancel" -> ASK;
            default -> name.startsWith("set") || name.startsWith("get") || name.startsWith("was") ? LOCAL : ASK;
        };
    }

    private static Plan ofRows(String name) {
        return switch (name) {
            case "insertRow", "updateRow", "deleteRow" -> WRITE;
            case "getMetaData" -> ASK;
            default ->
                name.startsWith("get") || name.startsWith("update") || name.startsWith("was") || name.startsWith("find")
                        ? LOCAL
                        : ASK;
        };
    }
}
