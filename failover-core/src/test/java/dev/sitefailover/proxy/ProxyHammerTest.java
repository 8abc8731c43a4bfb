package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.fault.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that connect and ask without a pause, while a fault comes and goes: none has an answer while it is in force. */
@Timeout(120)
class ProxyHammerTest {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 40;
    /** Of a client that is left without an answer. */
    private static final int MILLIS = 30;

    /** Even: no fault. Odd: one is in force, surely. Between them it is being placed or lifted, and anything goes. */
    private final AtomicLong state = new AtomicLong();

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> escaped = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    static Stream<ProxyFault> faults() {
        return Stream.of(
                ProxyFault.crash(),
                ProxyFault.hang(),
                ProxyFault.unplug(),
                ProxyFault.blackhole(),
                ProxyFault.cutAfter(0),
                ProxyFault.reset(Phase.CONNECT),
                ProxyFault.reset(Phase.REQUEST),
                ProxyFault.reset(Phase.RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noConnectionEscapesWhileTheFaultIsInForce(ProxyFault fault) throws Exception {
        try (EchoServer server = new EchoServer();
                FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port()).start()) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                boolean keepsConnections = i % 2 == 0;
                Thread client = new Thread(() -> ask(proxy.address(), keepsConnections), "hammer-" + i);
                clients.add(client);
                client.start();
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    awaitMore(answered);
                    InflictedRule rule = proxy.inflict(fault);
                    state.incrementAndGet();
                    awaitMore(unanswered);
                    state.incrementAndGet();
                    rule.lift();
                }
            } finally {
                over = true;
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertThat(escaped).isEmpty();
    }

    /** All clients a few times over. */
    private static void awaitMore(AtomicInteger counter) {
        int enough = counter.get() + CLIENTS;
        while (counter.get() < enough) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void ask(InetSocketAddress address, boolean keepsConnections) {
        while (!over) {
            try (Socket socket = new Socket()) {
                socket.connect(address, MILLIS);
                socket.setSoTimeout(MILLIS);
                do {
                    long before = state.get();
                    socket.getOutputStream().write(1);
                    boolean answer = socket.getInputStream().read() == 1;
                    long after = state.get();
                    if (answer && before == after && before % 2 == 1) {
                        escaped.add("an answer in state " + before);
                    }
                    (answer ? answered : unanswered).incrementAndGet();
                    if (!answer) {
                        break;
                    }
                } while (keepsConnections && !over);
            } catch (IOException e) {
                unanswered.incrementAndGet();
            }
        }
    }
}
