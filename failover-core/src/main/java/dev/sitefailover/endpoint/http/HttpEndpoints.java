package dev.sitefailover.endpoint.http;

import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointProvider;

/** Endpoints over HTTP. */
public final class HttpEndpoints {

    private HttpEndpoints() {}

    /** A connector with the default settings. */
    public static Connector<Endpoint> connector() {
        return connector(HttpSettings.defaults());
    }

    /** A connector with those settings. Safe for use by several threads. */
    public static Connector<Endpoint> connector(HttpSettings settings) {
        return new HttpConnector(settings, NameLookup::resolve);
    }

    /** Serves {@code http:}. */
    public static final class Http implements EndpointProvider {
        /** For the service loader. */
        public Http() {}

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public Connector<Endpoint> connector() {
            return HttpEndpoints.connector();
        }
    }

    /** Serves {@code https:}. */
    public static final class Https implements EndpointProvider {
        /** For the service loader. */
        public Https() {}

        @Override
        public String scheme() {
            return "https";
        }

        @Override
        public Connector<Endpoint> connector() {
            return HttpEndpoints.connector();
        }
    }
}
