package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class HeldPortTest {
    private static ServerSocket listen(HeldPort port) throws IOException {
        port.makeRoom();
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(port.address());
        return server;
    }

    private static Socket connect(HeldPort port) throws IOException {
        return new Socket(port.address().getAddress(), port.port());
    }

    @Test
    void whoConnectsIsRefusedUntilSomebodyListensAndAgainAfterwards() throws Exception {
        try (HeldPort port = HeldPort.onLoopback(0)) {
            for (int life = 0; life < 3; life++) {
                assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
                try (ServerSocket server = listen(port);
                        Socket client = connect(port);
                        Socket served = server.accept()) {
                    client.getOutputStream().write(7);
                    assertThat(served.getInputStream().read()).isEqualTo(7);
                }
                port.hold();
            }
        }
    }

    @Test
    void nobodyElseIsGivenItBetweenTwoLives() throws Exception {
        try (HeldPort port = HeldPort.onLoopback(0)) {
            listen(port).close();
            port.hold();
            try (Socket somebody = new Socket()) {
                somebody.setReuseAddress(false);
                assertThatThrownBy(() -> somebody.bind(port.address())).isInstanceOf(BindException.class);
            }
        }
    }

    /** Elsewhere it is let go meanwhile. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerThatDiesUnnoticedLeavesItHeld() throws Exception {
        try (HeldPort port = HeldPort.onLoopback(0)) {
            listen(port).close();
            assertThat(port).hasToString(port.address() + ", held");
        }
    }

    @Test
    void onceLetGoItIsAnybodysAndMayBeTakenAgain() throws Exception {
        HeldPort port = HeldPort.onLoopback(0);
        int number = port.port();
        port.close();
        port.close();
        try (ServerSocket other = new ServerSocket(number, 1, port.address().getAddress())) {
            assertThatThrownBy(port::hold).isInstanceOf(BindException.class);
            assertThatThrownBy(() -> HeldPort.of(port.address())).isInstanceOf(BindException.class);
            assertThat(port).hasToString("/127.0.0.1:" + number + ", let go");
            assertThat(other.getLocalPort()).isEqualTo(number);
        }
        port.hold();
        port.hold();
        assertThat(port.port()).isEqualTo(number);
        port.close();
    }
}
