package dev.sitefailover.examples.clients;

import dev.sitefailover.proxy.FaultProxy;
import dev.sitefailover.site.Site;

/** Two servers, each behind a proxy of its own. */
record TwoSites(FaultProxy primary, FaultProxy secondary) implements AutoCloseable {

    static TwoSites before(int primaryPort, int secondaryPort) {
        return new TwoSites(
                FaultProxy.to("127.0.0.1", primaryPort).name(Client.PRIMARY).start(),
                FaultProxy.to("127.0.0.1", secondaryPort).name(Client.SECONDARY).start());
    }

    /** As sites of this library, e.g. {@code http://127.0.0.1:%d/}. */
    Site[] as(String address) {
        return new Site[] {
            Site.of(Client.PRIMARY, address.replace("%d", String.valueOf(primary.port()))),
            Site.of(Client.SECONDARY, address.replace("%d", String.valueOf(secondary.port())))
        };
    }

    @Override
    public void close() {
        primary.close();
        secondary.close();
    }
}
