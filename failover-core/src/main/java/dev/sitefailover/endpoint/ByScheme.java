package dev.sitefailover.endpoint;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Each site's connector is asked; which one made a client is remembered for the methods that are not told the site. */
final class ByScheme implements Connector<Endpoint> {
    private final Map<String, Connector<Endpoint>> connectors;
    private final Map<Endpoint, Connector<Endpoint>> makers = Collections.synchronizedMap(new IdentityHashMap<>());

    ByScheme(Map<String, Connector<Endpoint>> connectors) {
        this.connectors = connectors;
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        Connector<Endpoint> maker = Endpoints.find(site, connectors);
        return maker.open(site).thenApply(endpoint -> {
            makers.put(endpoint, maker);
            return endpoint;
        });
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return Endpoints.find(site, connectors).activate(client, site, epoch);
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        return Endpoints.find(site, connectors).deactivate(client, site, epoch);
    }

    @Override
    public boolean blocks(Site site) {
        return Endpoints.find(site, connectors).blocks(site);
    }

    @Override
    public boolean recovers(Site site) {
        return Endpoints.find(site, connectors).recovers(site);
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return Endpoints.find(site, connectors).presence(site);
    }

    @Override
    public boolean keepsClients(Site site) {
        return Endpoints.find(site, connectors).keepsClients(site);
    }

    @Override
    public void abandon(Endpoint client, Thread caller) {
        Connector<Endpoint> maker = makers.get(client);
        if (maker == null) {
            Connector.super.abandon(client, caller);
        } else {
            maker.abandon(client, caller);
        }
    }

    @Override
    public void close(Endpoint client) {
        Connector<Endpoint> maker = makers.remove(client);
        if (maker == null) {
            Connector.super.close(client);
        } else {
            maker.close(client);
        }
    }
}
