package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.site.Delivery;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means, by its SQLState. 08001 and 08004: not sent. 57P03 (not accepting connections now), 53300
 * (too many connections) and 25006 (a write at a standby): refused. The rest of class 08, servers that shut down, 40003
 * and timeouts: in doubt. Every other state is an answer of the site, among them constraint violations and deadlocks.
 * What is no SQLException is judged by {@link FailureClassifier#standard()}. Immutable.
 */
public final class SQLExceptionClassifier implements FailureClassifier {
    private static final FailureClassifier OTHERS = FailureClassifier.standard();

    /** The one there is. */
    public SQLExceptionClassifier() {}

    @Override
    public @Nullable Delivery ofError(Throwable error) {
        Throwable unwrapped = FailureClassifier.unwrap(error);
        SQLException sql = SqlStates.sql(unwrapped);
        if (sql == null) {
            return OTHERS.ofError(unwrapped);
        }
        String state = SqlStates.of(sql);
        switch (state) {
            case SqlStates.NOT_CONNECTED, SqlStates.REJECTED -> {
                return Delivery.NOT_SENT;
            }
            case SqlStates.CANNOT_CONNECT_NOW, SqlStates.FULL, SqlStates.READ_ONLY -> {
                return Delivery.REFUSED;
            }
            default -> {
                boolean unknown = SqlStates.endsConnection(sql)
                        || state.equals("40003")
                        || (sql instanceof SQLTimeoutException && !SqlStates.isAnswer(sql));
                return unknown ? Delivery.IN_DOUBT : null;
            }
        }
    }
}
