package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Endpoints that are connected when first asked and closed when their site is left. */
record JdbcConnector(JdbcSettings settings, NameLookup names) implements Connector<Endpoint> {

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        return CompletableFuture.completedFuture(new JdbcEndpoint(site, settings, names));
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return ((JdbcEndpoint) client).activated(epoch);
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        ((JdbcEndpoint) client).close();
        return CompletableFuture.completedFuture(null);
    }
}
