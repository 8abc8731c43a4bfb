package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Connections to a site from its activation until it is left. Opening connects to nothing yet: the probe does. */
record SiteConnector(Wiring wiring) implements Connector<SiteConnections> {

    @Override
    public CompletionStage<SiteConnections> open(Site site) {
        return CompletableFuture.completedFuture(new SiteConnections(site, wiring));
    }

    @Override
    public CompletionStage<Void> activate(SiteConnections client, Site site, Epoch epoch) {
        client.activated(epoch);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> deactivate(SiteConnections client, Site site, Epoch epoch) {
        return client.leave(epoch);
    }

    @Override
    public void abandon(SiteConnections client, Thread caller) {
        client.abandon(caller);
    }

    @Override
    public void close(SiteConnections client) {
        client.close();
    }
}
