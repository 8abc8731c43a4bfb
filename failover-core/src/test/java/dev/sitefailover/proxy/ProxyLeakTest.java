package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProxyLeakTest {
    private static final int CONNECTIONS = 10_000;
    /** What other tests of this process may open or start meanwhile. */
    private static final int OTHERS = 40;

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    @Timeout(120)
    void tenThousandConnectionsLeaveNoThreadAndNoDescriptorBehind() throws Exception {
        try (EchoServer server = new EchoServer();
                FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port()).start()) {
            exchange(proxy, 0);
            await().until(() -> proxy.connections() == 0);
            int descriptors = descriptors();
            int threads = Thread.activeCount();
            for (int i = 0; i < CONNECTIONS; i++) {
                exchange(proxy, i);
            }
            assertThat(proxy.accepted()).isEqualTo(CONNECTIONS + 1L);
            await().until(() -> proxy.connections() == 0);
            await().untilAsserted(() -> {
                assertThat(descriptors()).isLessThan(descriptors + OTHERS);
                assertThat(Thread.activeCount()).isLessThan(threads + OTHERS);
            });
        }
    }

    /** Every way to end a connection in turns. */
    private static void exchange(FaultProxy proxy, int i) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            if (i % 4 == 0) {
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } else if (i % 4 < 3) {
                socket.setSoLinger(true, 0); // ends in a reset, and occupies no port afterwards
            }
        }
    }
}
