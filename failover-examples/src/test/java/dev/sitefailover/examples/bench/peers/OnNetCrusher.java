package dev.sitefailover.examples.bench.peers;

import dev.sitefailover.examples.bench.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** NetCrusher's. */
public final class OnNetCrusher implements Relay {
    private @Nullable NioReactor reactor;
    private @Nullable TcpCrusher crusher;

    @Override
    public String name() {
        return "NetCrusher 0.10";
    }

    @Override
    public int open(int to) throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        reactor = new NioReactor();
        crusher = TcpCrusherBuilder.builder()
                .withReactor(reactor)
                .withBindAddress("127.0.0.1", free)
                .withConnectAddress("127.0.0.1", to)
                .buildAndOpen();
        return free;
    }

    @Override
    public void close() throws IOException {
        if (crusher != null) {
            crusher.close();
        }
        if (reactor != null) {
            reactor.close();
        }
    }
}
