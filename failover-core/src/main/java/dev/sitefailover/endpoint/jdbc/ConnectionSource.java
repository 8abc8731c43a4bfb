package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where physical connections come from. May block as long as the driver does. */
@FunctionalInterface
interface ConnectionSource {

    /** Who connects, where that is not what the source was set up with. */
    record Credentials(@Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "credentials of " + user;
        }
    }

    Connection connect(Site site, Purpose purpose, @Nullable Credentials credentials) throws SQLException;

    /** What a connection is for. */
    enum Purpose {
        /** To be handed out. */
        BUSINESS,
        /** To ask for the site's health: nothing on it takes long. */
        PROBE
    }
}
