package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sets a proxy up. Not safe for use by several threads; one builder may start several proxies. */
public final class FaultProxyBuilder {
    private final String host;
    private final int port;
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    long seed = 1;
    String name;

    FaultProxyBuilder(String host, int port) {
        this.host = requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
        }
        this.port = port;
        this.name = host + ":" + port;
    }

    /** Where clients connect; default 127.0.0.1, any free port (0). */
    public FaultProxyBuilder listen(String address, int listenPort) {
        listen = new InetSocketAddress(address, listenPort);
        return this;
    }

    /** Rules what chance decides; default 1. */
    public FaultProxyBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** For the thread's name, e.g. the site's; default the server's address. */
    public FaultProxyBuilder name(String newName) {
        name = requireNonNull(newName, "name");
        return this;
    }

    /**
     * Listens from now on. The server's name is resolved here, once; whether it can be reached shows with each connection,
     * which is reset when it cannot.
     *
     * @throws java.io.UncheckedIOException when the address cannot be listened on
     * @throws IllegalArgumentException when a name is unknown to the resolver
     */
    public FaultProxy start() {
        InetSocketAddress target = new InetSocketAddress(host, port);
        for (InetSocketAddress address : new InetSocketAddress[] {target, listen}) {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException(
                        "the name " + address.getHostString() + " is unknown to the resolver");
            }
        }
        return new FaultProxy(this, target);
    }
}
