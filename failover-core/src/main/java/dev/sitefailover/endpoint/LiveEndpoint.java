package dev.sitefailover.endpoint;

import dev.sitefailover.site.Endpoint;

/** An endpoint that is connected to something: it knows which name led there, and ends what it holds when closed. */
public interface LiveEndpoint extends Endpoint, AutoCloseable {

    /** How the site's name was resolved when this endpoint was opened. */
    NameResolution resolution();

    /**
     * Closes every connection at once without waiting for the site; requests outstanding end as in doubt, later ones as
     * not sent. Idempotent.
     */
    @Override
    void close();
}
