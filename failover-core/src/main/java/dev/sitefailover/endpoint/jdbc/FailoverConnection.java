package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.Operation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.sql.Connection;

/**
 * What a connection of a {@link FailoverDataSource} knows beyond JDBC; {@code connection.unwrap(FailoverConnection.class)}
 * finds it through any pool.
 */
public interface FailoverConnection extends Connection {

    /** Where it is connected to. */
    Site site();

    /** The epoch it was made in. */
    Epoch epoch();

    /**
     * Names the transaction that is in progress, or the next one: should its commit end in doubt, it is entered in the
     * register under this key. Holds until that transaction ends.
     */
    default void key(String key) {
        key(FailoverDataSource.COMMIT, key);
    }

    /** Likewise, under an operation of its own, for which a reconciler may be registered. */
    void key(Operation operation, String key);
}
