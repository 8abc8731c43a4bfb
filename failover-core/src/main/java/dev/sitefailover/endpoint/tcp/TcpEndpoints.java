package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointProvider;

/** Endpoints over framed TCP. */
public final class TcpEndpoints {

    private TcpEndpoints() {}

    /** A connector with the default settings. */
    public static Connector<Endpoint> connector() {
        return connector(TcpSettings.defaults());
    }

    /** A connector with those settings. Safe for use by several threads. */
    public static Connector<Endpoint> connector(TcpSettings settings) {
        return new TcpConnector(settings, NameLookup::resolve);
    }

    /** Serves {@code tcp:}. */
    public static final class Tcp implements EndpointProvider {
        /** For the service loader. */
        public Tcp() {}

        @Override
        public String scheme() {
            return "tcp";
        }

        @Override
        public Connector<Endpoint> connector() {
            return TcpEndpoints.connector();
        }
    }

    /** Serves {@code tcps:}. */
    public static final class Tcps implements EndpointProvider {
        /** For the service loader. */
        public Tcps() {}

        @Override
        public String scheme() {
            return "tcps";
        }

        @Override
        public Connector<Endpoint> connector() {
            return TcpEndpoints.connector();
        }
    }
}
