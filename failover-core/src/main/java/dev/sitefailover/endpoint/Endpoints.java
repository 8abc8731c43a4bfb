package dev.sitefailover.endpoint;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointProvider;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Endpoints by the scheme of a site's address. */
public final class Endpoints {

    private Endpoints() {}

    /**
     * A connector that finds the provider for each site by its address's scheme, among those {@link ServiceLoader} finds
     * now. {@code open} fails for an unknown scheme and names those that are known. Safe for use by several threads.
     */
    public static Connector<Endpoint> connector() {
        return new ByScheme(connectors());
    }

    /**
     * The connector for that site's scheme alone.
     *
     * @throws SiteFailoverException when no provider serves the scheme
     */
    public static Connector<Endpoint> connectorFor(Site site) {
        return find(site, connectors());
    }

    static Connector<Endpoint> find(Site site, Map<String, Connector<Endpoint>> connectors) {
        String scheme = site.address().getScheme();
        Connector<Endpoint> found = scheme == null ? null : connectors.get(scheme.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new SiteFailoverException("site " + site + ": no endpoint is known for "
                    + (scheme == null ? "an address without a scheme" : "the scheme " + scheme) + " (" + site.address()
                    + "); known are " + connectors.keySet());
        }
        return found;
    }

    private static Map<String, Connector<Endpoint>> connectors() {
        Map<String, Connector<Endpoint>> connectors = new TreeMap<>();
        for (EndpointProvider provider : ServiceLoader.load(EndpointProvider.class)) {
            connectors.putIfAbsent(provider.scheme(), provider.connector());
        }
        return connectors;
    }
}
