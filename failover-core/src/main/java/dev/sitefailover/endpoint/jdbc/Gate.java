package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.Passage;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/** What connections ask of the engine above them. */
interface Gate {

    /**
     * Whether something may begin on connections of this client.
     *
     * @param passage what the engine must be told the end of; null when it need not
     */
    record Admission(boolean granted, @Nullable Passage passage) {
        static final Admission REFUSED = new Admission(false, null);
        static final Admission FREE = new Admission(true, null);
    }

    Admission enter(SiteConnections at);

    /** An operation noticed trouble at the site. */
    void suspect(Site site);

    /** Nobody to ask: connections of an endpoint, whose calls the engine above it watches itself. */
    Gate OPEN = new Gate() {
        @Override
        public Admission enter(SiteConnections at) {
            return Admission.FREE;
        }

        @Override
        public void suspect(Site site) {}
    };
}
