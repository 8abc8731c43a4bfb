package dev.sitefailover.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolver that a test tells where {@code localhost} leads. */
public final class MovedName implements NameLookup {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String address = "127.0.0.1";
    private volatile boolean failing;

    public void to(String newAddress) {
        address = newAddress;
    }

    public void fail() {
        failing = true;
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    @Override
    public NameResolution lookUp(String host) throws UnknownHostException {
        int times = asked.incrementAndGet();
        if (failing) {
            throw new UnknownHostException(host);
        }
        return new NameResolution(
                host, List.of(InetAddress.getByName(address)), Instant.EPOCH, times, DnsCachePolicy.ofThisJvm());
    }
}
