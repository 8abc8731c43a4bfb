package dev.sitefailover.rehearsal.live;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Connects to the sites of a rundown where they really are. */
final class AddressedConnector implements Connector<Endpoint> {
    private final Connector<Endpoint> connector;
    private final Map<String, Site> places = new LinkedHashMap<>();

    AddressedConnector(Connector<Endpoint> connector, List<SiteControl> sites) {
        this.connector = connector;
        sites.forEach(site -> places.put(site.site(), new Site(site.site(), site.address(), site.site())));
    }

    private Site place(Site site) {
        return places.getOrDefault(site.id(), site);
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        return connector.open(place(site));
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return connector.activate(client, place(site), epoch);
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        return connector.deactivate(client, place(site), epoch);
    }

    @Override
    public boolean blocks(Site site) {
        return connector.blocks(place(site));
    }

    @Override
    public boolean recovers(Site site) {
        return connector.recovers(place(site));
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return connector.presence(place(site));
    }

    @Override
    public boolean keepsClients(Site site) {
        return connector.keepsClients(place(site));
    }

    @Override
    public void abandon(Endpoint client, Thread caller) {
        connector.abandon(client, caller);
    }

    @Override
    public void close(Endpoint client) {
        connector.close(client);
    }
}
