package dev.sitefailover.examples.bench.peers;

import dev.sitefailover.examples.bench.Relay;
import dev.sitefailover.proxy.HeldPort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** NetCrusher's. */
public final class OnNetCrusher implements Relay {
    private @Nullable NioReactor reactor;
    private @Nullable TcpCrusher crusher;
    private @Nullable HeldPort port;

    @Override
    public String name() {
        return "NetCrusher 0.10";
    }

    @Override
    public int open(int to) throws IOException {
        HeldPort held = HeldPort.onLoopback(0);
        port = held;
        int free = held.port();
        held.makeRoom();
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
        if (port != null) {
            port.close();
        }
    }
}
