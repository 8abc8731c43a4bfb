package dev.sitefailover.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

/** Asks the JVM's resolver. */
public final class NameLookup {

    private NameLookup() {}

    /**
     * Resolves a name now; blocks for as long as the resolver does.
     *
     * @param host a name or an address; an IPv6 address may stand in brackets, as in a URI
     * @throws UnknownHostException when there is no such name, or nobody could be asked
     */
    public static NameResolution resolve(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(bare));
        return new NameResolution(bare, addresses, Instant.now(), System.nanoTime(), DnsCachePolicy.ofThisJvm());
    }
}
