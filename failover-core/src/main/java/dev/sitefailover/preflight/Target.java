package dev.sitefailover.preflight;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a site's address leads.
 *
 * @param host a name or a literal address; null when only a driver knows
 * @param port -1 when only a driver knows
 */
record Target(Kind kind, @Nullable String host, int port) {
    private static final Map<String, Integer> DATABASE_PORTS =
            Map.of("postgresql", 5432, "mysql", 3306, "mariadb", 3306, "sqlserver", 1433);

    /** What is spoken there. */
    enum Kind {
        HTTP(80, false),
        HTTPS(443, true),
        TCP(-1, false),
        TCPS(-1, true),
        JDBC(-1, false);

        final int port;
        final boolean secured;

        Kind(int port, boolean secured) {
            this.port = port;
            this.secured = secured;
        }

        boolean isHttp() {
            return this == HTTP || this == HTTPS;
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when the address cannot be checked; the message says why
     */
    static Target of(URI address) {
        String scheme = address.getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException("it has no scheme");
        }
        Kind kind;
        try {
            kind = Kind.valueOf(scheme.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("its scheme is " + scheme, unknown);
        }
        if (kind == Kind.JDBC) {
            return ofDatabase(address);
        }
        String host = bare(address.getHost());
        if (host == null) {
            String unread = address.getRawAuthority();
            throw new IllegalArgumentException(
                    unread == null ? "it names no host" : "its host or port cannot be read: " + unread);
        }
        int port = address.getPort() < 0 ? kind.port : address.getPort();
        if (port < 0) {
            throw new IllegalArgumentException("it names no port");
        }
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("its port is " + port);
        }
        return new Target(kind, host, port);
    }

    private static Target ofDatabase(URI address) {
        try {
            URI inner = new URI(address.getSchemeSpecificPart());
            String host = bare(inner.getHost());
            String database = inner.getScheme();
            if (host != null && database != null) {
                int port = inner.getPort() < 0 ? DATABASE_PORTS.getOrDefault(database, -1) : inner.getPort();
                return new Target(Kind.JDBC, host, port);
            }
        } catch (URISyntaxException onlyItsDriverReadsThat) {
            // several hosts, an embedded database: then the driver's connect is all there is to see
        }
        return new Target(Kind.JDBC, null, -1);
    }

    private static @Nullable String bare(@Nullable String host) {
        return host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether the host is an address already, so that no name is looked up. */
    boolean isLiteral() {
        return host != null && (host.indexOf(':') >= 0 || host.matches("[0-9.]+"));
    }
}
