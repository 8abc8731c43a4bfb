package dev.sitefailover.examples;

import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;

/** How participants of a live rehearsal reach a site: by the scheme of its address, speaking the clearing business. */
final class LiveEndpoints {
    private LiveEndpoints() {}

    /** Close it when the rehearsal is over. */
    static SharedConnections connector() {
        return new SharedConnections(own());
    }

    /** Connections that nobody shares. */
    static Connector<Endpoint> own() {
        return ClearingEndpoint.over(Endpoints.connector());
    }
}
