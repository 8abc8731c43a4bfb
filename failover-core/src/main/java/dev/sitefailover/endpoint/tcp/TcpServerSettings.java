package dev.sitefailover.endpoint.tcp;

import java.net.InetAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a {@link TcpServer} listens. Immutable; {@code with...} methods copy.
 *
 * @param address where it listens; default loopback
 * @param port 0 for any free one; default 0
 * @param heartbeat a connection that was sent nothing for this long is sent a heartbeat; three such intervals without
 *     hearing anything close it; a logon may set another interval for its connection; default 2 s
 * @param tls the server's certificate; null for plain TCP; default null
 */
public record TcpServerSettings(InetAddress address, int port, Duration heartbeat, @Nullable SSLContext tls) {
    private static final TcpServerSettings DEFAULTS =
            new TcpServerSettings(InetAddress.getLoopbackAddress(), 0, Duration.ofSeconds(2), null);

    public TcpServerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, was " + port);
        }
        TcpSettings.positive("heartbeat", heartbeat);
    }

    public static TcpServerSettings defaults() {
        return DEFAULTS;
    }

    public TcpServerSettings withAddress(InetAddress newAddress) {
        return new TcpServerSettings(newAddress, port, heartbeat, tls);
    }

    public TcpServerSettings withPort(int newPort) {
        return new TcpServerSettings(address, newPort, heartbeat, tls);
    }

    public TcpServerSettings withHeartbeat(Duration interval) {
        return new TcpServerSettings(address, port, interval, tls);
    }

    public TcpServerSettings withTls(SSLContext context) {
        return new TcpServerSettings(address, port, heartbeat, context);
    }
}
