package dev.sitefailover.examples.clients;

import dev.sitefailover.fault.Phase;
import dev.sitefailover.proxy.ProxyFault;
import java.time.Duration;
import java.util.Locale;

/** What happens to the primary, as its clients see it. */
enum Outage {
    /** Connections are refused, those that stand are reset. */
    CRASH,
    /** Connecting times out, on connections that stand nothing moves. */
    BLACKHOLE,
    /** Connections are accepted and requests carried out, nothing is answered. */
    HANG,
    /** Requests are carried out, and the connection is reset instead of an answer. */
    RESET,
    /** Every answer comes 300 ms late. */
    SLOW;

    ProxyFault fault() {
        return switch (this) {
            case CRASH -> ProxyFault.crash();
            case BLACKHOLE -> ProxyFault.blackhole();
            case HANG -> ProxyFault.hang();
            case RESET -> ProxyFault.reset(Phase.RESPONSE);
            case SLOW -> ProxyFault.slow(Duration.ofMillis(300));
        };
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
