package dev.sitefailover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.site.Presence;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ListeningTest {

    @Test
    void aConnectionToItselfIsNoSignOfLife() throws Exception {
        try (Socket itself = new Socket()) {
            itself.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            itself.connect(itself.getLocalSocketAddress());
            assertThat(Listening.who(itself.getLocalSocketAddress(), itself.getRemoteSocketAddress()))
                    .isEqualTo(Presence.REFUSED);
        }
    }

    @Test
    void aConnectionToSomebodyIs() throws Exception {
        try (ServerSocket site = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), site.getLocalPort())) {
            assertThat(Listening.who(client.getLocalSocketAddress(), client.getRemoteSocketAddress()))
                    .isEqualTo(Presence.LISTENING);
        }
    }
}
