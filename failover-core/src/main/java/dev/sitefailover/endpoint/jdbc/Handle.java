package dev.sitefailover.endpoint.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one of the driver's objects: a statement, a result set, whatever a connection hands out. Its methods
 * run on that object through {@link Physical#perform}; what it hands out is wrapped in turn.
 */
class Handle implements InvocationHandler {
    private static final Object[] NOTHING = {};

    final Physical line;
    private final Object target;
    private final Class<?> type;
    private final @Nullable Object parent;
    private volatile Act act;
    private volatile long queryTimeout;

    /** @param act what executing it does; {@link Act#READ} until it is known */
    Handle(Physical line, Object target, Class<?> type, @Nullable Object parent, Act act) {
        this.line = line;
        this.target = target;
        this.type = type;
        this.parent = parent;
        this.act = act;
    }

    static <T> T proxy(Class<T> type, Handle handle) {
        return type.cast(Proxy.newProxyInstance(Handle.class.getClassLoader(), new Class<?>[] {type}, handle));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NOTHING : given;
        try {
            return carryOut(proxy, method, arguments);
        } catch (SQLException e) {
            throw admissible(method, e);
        }
    }

    @Nullable
    Object carryOut(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (Plan.of(method)) {
            case LOCAL -> local(proxy, method, arguments);
            case EXECUTE -> execute(proxy, method, arguments);
            case NOTE -> note(proxy, method, arguments);
            case WRITE -> perform(proxy, Act.WRITE, 0, method, arguments);
            case QUERY_TIMEOUT -> queryTimeout(proxy, method, arguments);
            case IS_CLOSED -> line.isDead() || Boolean.TRUE.equals(onTarget(method, arguments));
            case CLOSE -> line.isDead() ? null : perform(proxy, Act.ASK, 0, method, arguments);
            case CONNECTION -> connection();
            case PARENT -> parent instanceof Statement ? parent : perform(proxy, Act.ASK, 0, method, arguments);
            case UNWRAP -> unwrap(proxy, (Class<?>) arguments[0]);
            case IS_WRAPPER -> isWrapperFor(proxy, (Class<?>) arguments[0]);
            case OWN -> own(proxy, method, arguments);
            default -> perform(proxy, Act.ASK, 0, method, arguments);
        };
    }

    @Nullable
    Object own(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> hashCode();
            default -> type.getSimpleName() + " at " + line.site() + " in epoch " + line.epoch();
        };
    }

    /** The wrapped connection at the root of what was handed out. */
    @Nullable
    Object connection() {
        Object from = parent;
        while (from != null && !(from instanceof FailoverConnection)) {
            from = ((Handle) Proxy.getInvocationHandler(from)).parent;
        }
        return from;
    }

    @Nullable
    Object perform(Object proxy, Act does, long more, Method method, Object[] arguments) throws Throwable {
        String what = type.getSimpleName() + "." + method.getName();
        Object result = line.perform(does, what, more, () -> onTarget(method, arguments));
        return wrapped(proxy, method, result, this.act);
    }

    private @Nullable Object local(Object proxy, Method method, Object[] arguments) throws Throwable {
        line.checkAlive();
        return wrapped(proxy, method, onTarget(method, arguments), act);
    }

    private @Nullable Object execute(Object proxy, Method method, Object[] arguments) throws Throwable {
        Act does = arguments.length > 0 && arguments[0] instanceof String sql
                ? SqlText.act(sql, line.selectsMayWrite())
                : act;
        return perform(proxy, does, queryTimeout, method, arguments);
    }

    /** For a batch, or for the statement that is made. */
    private @Nullable Object note(Object proxy, Method method, Object[] arguments) throws Throwable {
        Act noted = arguments.length > 0 && arguments[0] instanceof String sql
                ? SqlText.act(sql, line.selectsMayWrite())
                : act;
        if (method.getName().equals("addBatch")) {
            act = SqlText.worst(act, noted);
            return local(proxy, method, arguments);
        }
        String what = type.getSimpleName() + "." + method.getName();
        Object made = line.perform(Act.ASK, what, 0, () -> onTarget(method, arguments));
        return wrapped(proxy, method, made, noted);
    }

    private @Nullable Object queryTimeout(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object nothing = local(proxy, method, arguments);
        queryTimeout = TimeUnit.SECONDS.toNanos((Integer) arguments[0]);
        return nothing;
    }

    private static @Nullable Object wrapped(Object proxy, Method method, @Nullable Object result, Act act) {
        Class<?> declared = result instanceof ResultSet ? ResultSet.class : method.getReturnType();
        if (result == null || !Wrapping.wraps(declared)) {
            return result;
        }
        Handle of = (Handle) Proxy.getInvocationHandler(proxy);
        return proxy(declared, new Handle(of.line, result, declared, proxy, act));
    }

    @Nullable
    Object onTarget(Method method, Object[] arguments) throws Throwable {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Proxy other && Proxy.getInvocationHandler(other) instanceof Handle ours) {
                arguments[i] = ours.target; // drivers look for their own classes
            }
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object unwrap(Object proxy, Class<?> wanted) throws Throwable {
        if (wanted.isInstance(proxy)) {
            return proxy;
        }
        return wanted.isInstance(target) ? target : ((Wrapper) target).unwrap(wanted);
    }

    private boolean isWrapperFor(Object proxy, Class<?> wanted) throws Throwable {
        return wanted.isInstance(proxy) || wanted.isInstance(target) || ((Wrapper) target).isWrapperFor(wanted);
    }

    /** The exception as one that the method may throw. */
    private static Throwable admissible(Method method, SQLException e) {
        for (Class<?> declared : method.getExceptionTypes()) {
            if (declared.isInstance(e)) {
                return e;
            }
        }
        boolean clientInfo = method.getName().equals("setClientInfo");
        return clientInfo ? new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e) : e;
    }
}
