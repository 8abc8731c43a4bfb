package dev.sitefailover.endpoint.http;

import dev.sitefailover.endpoint.Listening;
import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of its own for every opening, so that leaving a site closes all its connections. */
final class HttpConnector implements Connector<Endpoint> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final String RETRIES = "jdk.httpclient.enableAllMethodRetry";

    private final HttpSettings settings;
    private final NameLookup names;
    private final EngineRuntime runtime = EngineRuntime.system(); // idle, it keeps no thread

    HttpConnector(HttpSettings settings, NameLookup names) {
        this.settings = settings;
        this.names = names;
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        check(site);
        NameResolution resolution = resolve(site);
        LOG.atInfo().addKeyValue("site", site.id()).log("site {}: {}", site, resolution);
        HttpEndpoint endpoint = new HttpEndpoint(site, settings, names, resolution, runtime);
        return endpoint.warmUp().thenApply(nothing -> endpoint);
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return client instanceof HttpEndpoint http ? http.activate(epoch) : CompletableFuture.completedFuture(null);
    }

    /** HTTP has no logon, names are looked up elsewhere, and closing goes on behind. */
    @Override
    public boolean blocks(Site site) {
        return false;
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return Listening.at(site, runtime);
    }

    /** Every connection is made when it is needed. */
    @Override
    public boolean recovers(Site site) {
        return true;
    }

    /** HTTP has no logoff; what is connected is closed here and now. */
    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        close(client);
        return CompletableFuture.completedFuture(null);
    }

    private static void check(Site site) {
        if (site.address().getHost() == null) {
            throw new SiteFailoverException("site " + site + ": no host in the address " + site.address()
                    + "; it should read like https://host:port/path");
        }
        if (site.address().getRawQuery() != null || site.address().getRawFragment() != null) {
            throw new SiteFailoverException(
                    "site " + site + ": an address must have no query and no fragment: " + site.address());
        }
        String retries = System.getProperty(RETRIES);
        if (retries != null && (retries.isEmpty() || Boolean.parseBoolean(retries))) {
            throw new SiteFailoverException("the system property " + RETRIES
                    + " makes this JVM send requests twice behind our back; start it without");
        }
    }

    private NameResolution resolve(Site site) {
        String host = site.address().getHost();
        try {
            return names.lookUp(host);
        } catch (UnknownHostException e) {
            throw new EndpointException(
                    Delivery.NOT_SENT,
                    "site " + site + " (" + site.address() + "): the name " + host + " is unknown to the resolver",
                    e);
        }
    }
}
