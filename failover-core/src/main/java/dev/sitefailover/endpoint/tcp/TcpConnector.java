package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opening connects, activating logs on (at the addresses the name has then), deactivating logs out and closes. */
final class TcpConnector implements Connector<Endpoint> {
    private final TcpSettings settings;
    private final NameLookup names;
    private final EngineRuntime runtime = EngineRuntime.system(); // idle, it keeps no thread

    TcpConnector(TcpSettings settings, NameLookup names) {
        this.settings = settings;
        this.names = names;
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        String host = site.address().getHost();
        if (host == null || site.address().getPort() < 0) {
            throw new SiteFailoverException("site " + site + ": no host and port in the address " + site.address()
                    + "; it should read like tcp://host:port");
        }
        return CompletableFuture.completedFuture(new TcpEndpoint(site, settings, names, runtime));
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return client instanceof TcpEndpoint tcp ? tcp.logOn(epoch) : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        return client instanceof TcpEndpoint tcp ? tcp.logOut() : CompletableFuture.completedFuture(null);
    }
}
