package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

final class TcpConnector implements Connector<Endpoint> {
    private final TcpSettings settings;

    TcpConnector(TcpSettings settings) {
        this.settings = settings;
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        return CompletableFuture.failedFuture(new SiteFailoverException("coming " + settings));
    }
}
