package dev.sitefailover.examples;

import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.endpoint.Endpoints;

/** How participants of a live rehearsal reach a site: by the scheme of its address, speaking the clearing business. */
final class LiveEndpoints {
    private LiveEndpoints() {}

    /** Close it when the rehearsal is over. */
    static SharedConnections connector() {
        return new SharedConnections(ClearingEndpoint.over(Endpoints.connector()));
    }
}
