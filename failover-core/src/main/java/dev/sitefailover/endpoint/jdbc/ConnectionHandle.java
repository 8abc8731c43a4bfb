package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.Operation;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands before a physical connection. */
final class ConnectionHandle extends Handle {

    private ConnectionHandle(Physical line) {
        super(line, line.raw(), Connection.class, null, Act.READ);
    }

    static FailoverConnection over(Physical line) {
        return proxy(FailoverConnection.class, new ConnectionHandle(line));
    }

    @Override
    @Nullable
    Object carryOut(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (Plan.of(method)) {
            case COMMIT -> perform(proxy, Act.COMMIT, 0, method, arguments);
            case ROLLBACK -> perform(proxy, arguments.length == 0 ? Act.ROLLBACK : Act.ASK, 0, method, arguments);
            case AUTO_COMMIT -> autoCommit(proxy, method, arguments);
            case IS_VALID -> isValid(method, arguments);
            case CLOSE -> {
                line.close();
                yield null;
            }
            case ABORT -> {
                line.die(new Fate("the connection was aborted by its user", "08003", false));
                yield null;
            }
            case CLEAR_WARNINGS -> {
                line.forgetUnusedKey();
                // pools do this when a connection comes back, where its end is no failure of what was done on it
                yield line.isDead() ? null : perform(proxy, Act.ASK, 0, method, arguments);
            }
            default -> super.carryOut(proxy, method, arguments);
        };
    }

    @Override
    @Nullable
    Object own(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "site" -> line.site();
            case "epoch" -> line.epoch();
            case "key" -> {
                Operation operation = arguments.length == 1 ? FailoverDataSource.COMMIT : (Operation) arguments[0];
                line.key(operation, (String) arguments[arguments.length - 1]);
                yield null;
            }
            default -> super.own(proxy, method, arguments);
        };
    }

    private @Nullable Object autoCommit(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean to = (Boolean) arguments[0];
        Object nothing = perform(proxy, line.changing(to), 0, method, arguments);
        line.changed(to);
        return nothing;
    }

    /** Also false when the site is being left, so that a pool lets go of it now. */
    private boolean isValid(Method method, Object[] arguments) throws Throwable {
        int seconds = (Integer) arguments[0];
        if (line.isDead() || !line.mayGoOn()) {
            return false;
        }
        try {
            long more = TimeUnit.SECONDS.toNanos(Math.max(0, seconds));
            return Boolean.TRUE.equals(
                    line.perform(Act.ASK, "Connection.isValid", more, () -> onTarget(method, arguments)));
        } catch (SQLException e) {
            if (line.isDead()) {
                return false;
            }
            throw e;
        }
    }
}
