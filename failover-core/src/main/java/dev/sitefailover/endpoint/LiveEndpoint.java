package dev.sitefailover.endpoint;

import dev.sitefailover.site.Endpoint;
import org.jspecify.annotations.Nullable;

/** An endpoint that is connected to something: it knows which name led there, and ends what it holds when closed. */
public interface LiveEndpoint extends Endpoint, AutoCloseable {

    /**
     * How the site's name was resolved when this endpoint was opened or last activated, whichever came later: where its
     * connections lead. Null when the address names no single host, as those of some databases.
     */
    @Nullable
    NameResolution resolution();

    /**
     * Closes every connection at once without waiting for the site; requests outstanding end as in doubt, later ones as
     * not sent. Idempotent.
     */
    @Override
    void close();
}
