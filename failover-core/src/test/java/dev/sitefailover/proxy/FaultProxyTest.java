package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class FaultProxyTest {
    /** Long enough that nothing merely late is taken for lost. */
    private static final int PATIENCE = 20_000;
    /** Long enough to see that nothing comes. */
    private static final int SILENCE = 300;

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy =
            FaultProxy.to("127.0.0.1", server.port()).seed(7).start();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(proxy.address(), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static String ask(Socket socket, String text) throws IOException {
        send(socket, text);
        return receive(socket, text.length());
    }

    private static void assertNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE);
        InputStream in = socket.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE);
    }

    @Test
    void bytesPassBothWaysUnchanged() throws Exception {
        Socket socket = connect();
        byte[] sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
        sending.join();
    }

    @Test
    void aHalfCloseIsPassedOnAndTheAnswerStillArrives() throws Exception {
        Socket socket = connect();
        send(socket, "last words");
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("last words");
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aClientsResetReachesTheServer() throws Exception {
        Socket socket = connect();
        ask(socket, "hello");
        socket.setSoLinger(true, 0);
        socket.close();
        await().until(() -> server.resets.get() == 1);
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aServerThatIsNotThereResetsTheClient() throws Exception {
        try (HeldPort nobody = HeldPort.onLoopback(0)) {
            try (FaultProxy toNobody = FaultProxy.to("127.0.0.1", nobody.port()).start();
                    Socket socket = new Socket()) {
                assertThatThrownBy(() -> {
                            socket.connect(toNobody.address(), PATIENCE);
                            socket.setSoTimeout(PATIENCE);
                            ask(socket, "hello");
                        })
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void refusedConnectionsAreRefusedAtOnceAndThoseThatStandGoOn() throws Exception {
        Socket before = connect();
        ask(before, "hello");
        InflictedRule rule = proxy.inflict(ProxyFault.refuse());
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThat(ask(before, "still")).isEqualTo("still");
        rule.lift();
        assertThat(ask(connect(), "again")).isEqualTo("again");
    }

    @Test
    void aCrashRefusesConnectionsAndResetsThoseThatStand() throws Exception {
        Socket before = connect();
        ask(before, "hello");
        proxy.inflict(ProxyFault.crash());
        assertThatThrownBy(() -> ask(before, "hello")).isInstanceOf(SocketException.class);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.heal();
        assertThat(ask(connect(), "again")).isEqualTo("again");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void inABlackholeConnectingTimesOutAndWhatStandsMovesNoMore() throws Exception {
        Socket before = connect();
        ask(before, "hello");
        proxy.inflict(ProxyFault.blackhole());
        try (Socket socket = new Socket()) {
            InetSocketAddress address = proxy.address();
            assertThatThrownBy(() -> socket.connect(address, SILENCE)).isInstanceOf(SocketTimeoutException.class);
        }
        send(before, "lost?");
        assertNothingComes(before);
        proxy.heal();
        assertThat(receive(before, 5)).isEqualTo("lost?");
        assertThat(ask(connect(), "again")).isEqualTo("again");
    }

    @Test
    void aHangPassesThatManyBytesOfTheAnswerAndNoMoreWhileRequestsArrive() throws Exception {
        Socket socket = connect();
        proxy.inflict(ProxyFault.hangAfter(3));
        send(socket, "hello");
        assertThat(receive(socket, 3)).isEqualTo("hel");
        assertNothingComes(socket);
        send(socket, "more");
        await().until(() -> server.bytes.get() == 9);
        assertNothingComes(socket);
        socket.close();
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void whatWasSaidDuringAHangArrivesOnceItIsLifted() throws Exception {
        Socket socket = connect();
        InflictedRule rule = proxy.inflict(ProxyFault.hangAfter(3));
        send(socket, "hello");
        assertThat(receive(socket, 3)).isEqualTo("hel");
        send(socket, ", more");
        await().until(() -> server.bytes.get() == 11);
        assertNothingComes(socket);
        rule.lift();
        assertThat(receive(socket, 8)).isEqualTo("lo, more");
        assertThat(ask(socket, "again")).isEqualTo("again");
    }

    @Test
    void aLongAnswerDuringAHangArrivesWholeOnceItIsLifted() throws Exception {
        Socket socket = connect();
        InflictedRule rule = proxy.inflict(ProxyFault.hang());
        byte[] sent = new byte[20_000_000];
        new Random(1).nextBytes(sent);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertNothingComes(socket);
        rule.lift();
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
        sending.join();
    }

    @Test
    void whatAnUnpluggedLineHeldArrivesOnceItIsPluggedInAgain() throws Exception {
        Socket socket = connect();
        InflictedRule rule = proxy.inflict(ProxyFault.unplugAfter(3));
        send(socket, "hello");
        assertThat(receive(socket, 3)).isEqualTo("hel");
        assertNothingComes(socket);
        rule.lift();
        assertThat(receive(socket, 2)).isEqualTo("lo");
        assertThat(ask(socket, "again")).isEqualTo("again");
    }

    @Test
    void whatALaterRuleMeetsDoesNotPassBecauseItWasHeldBefore() throws Exception {
        for (ProxyFault later : List.of(ProxyFault.hang(), ProxyFault.unplug(), ProxyFault.blackhole())) {
            Socket socket = connect();
            int before = server.bytes.get();
            InflictedRule slow = proxy.inflict(ProxyFault.slow(Duration.ofDays(1)));
            send(socket, "hello");
            await().until(() -> server.bytes.get() == before + 5);
            proxy.inflict(later);
            slow.lift();
            assertNothingComes(socket);
            proxy.heal();
            assertThat(receive(socket, 5)).as("after %s", later).isEqualTo("hello");
        }
    }

    @Test
    void aResetMeetsAnAnswerThatIsHeld() throws Exception {
        Socket socket = connect();
        proxy.inflict(ProxyFault.slow(Duration.ofDays(1)));
        send(socket, "hello");
        await().until(() -> server.bytes.get() == 5);
        await().untilAsserted(() -> {
            proxy.inflict(ProxyFault.reset(Phase.RESPONSE)); // again, should the answer not have come in before
            assertThat(proxy.connections()).isZero();
        });
        assertThatThrownBy(() -> receive(socket, 5)).isInstanceOf(SocketException.class);
    }

    @Test
    void aLineThatIsHealedIsNotSlowOrNarrowAnyMore() throws Exception {
        for (ProxyFault fault : List.of(
                ProxyFault.slow(Duration.ofDays(1)),
                ProxyFault.bandwidth(1),
                ProxyFault.slice(1, Duration.ofDays(1)))) {
            Socket socket = connect();
            int before = server.bytes.get();
            proxy.inflict(fault.always().on(Direction.RESPONSE));
            send(socket, "hello");
            await().until(() -> server.bytes.get() == before + 5);
            proxy.heal();
            assertThat(receive(socket, 5)).as("after %s", fault).isEqualTo("hello");
        }
    }

    @Test
    void whatWasSlowOrNarrowBeforeTakesNoTimeOfALaterRule() throws Exception {
        ProxyFault soon = ProxyFault.slow(Duration.ofMillis(10));
        ProxyFault pieces = ProxyFault.slice(2, Duration.ofMillis(1));
        for (ProxyFault before : List.of(
                ProxyFault.slow(Duration.ofDays(1)),
                ProxyFault.bandwidth(1),
                ProxyFault.slice(1, Duration.ofDays(1)))) {
            for (ProxyFault later : List.of(soon, pieces)) {
                Socket socket = connect();
                int bytes = server.bytes.get();
                InflictedRule first = proxy.inflict(before.always().on(Direction.RESPONSE));
                send(socket, "hello");
                await().until(() -> server.bytes.get() == bytes + 5);
                InflictedRule second = proxy.inflict(later);
                first.lift();
                assertThat(receive(socket, 5)).as("%s, then %s", before, later).isEqualTo("hello");
                assertThat(ask(socket, "again")).isEqualTo("again");
                second.lift();
            }
        }
    }

    @Test
    void anUnpluggedLineIsSilentInBothDirectionsAndTellsOfNoClose() throws Exception {
        Socket socket = connect();
        proxy.inflict(ProxyFault.unplugAfter(5));
        assertThat(ask(socket, "hello")).isEqualTo("hello");
        send(socket, "more");
        socket.shutdownOutput();
        assertNothingComes(socket);
        assertThat(server.bytes.get()).isEqualTo(5);
        assertThat(server.ended.get()).isZero();
    }

    @Test
    void aCutClosesInGoodOrderHalfWay() throws Exception {
        Socket socket = connect();
        proxy.inflict(ProxyFault.cutAfter(4));
        send(socket, "half of this");
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("half");
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aResetInTheRequestKeepsItFromTheServer() throws Exception {
        Socket socket = connect();
        ask(socket, "hello");
        proxy.inflict(ProxyFault.reset(Phase.REQUEST));
        assertThatThrownBy(() -> ask(socket, "never")).isInstanceOf(SocketException.class);
        await().until(() -> server.ended.get() == 1);
        assertThat(server.bytes.get()).isEqualTo(5);
    }

    @Test
    void aResetInTheResponseComesAfterTheServerHasRead() throws Exception {
        Socket socket = connect();
        proxy.inflict(ProxyFault.reset(Phase.RESPONSE));
        assertThatThrownBy(() -> ask(socket, "hello")).isInstanceOf(SocketException.class);
        assertThat(server.bytes.get()).isEqualTo(5);
    }

    @Test
    void aResetWhileConnectingMeetsConnectionsThatStandAtOnce() throws Exception {
        Socket before = connect();
        ask(before, "hello");
        proxy.inflict(ProxyFault.reset(Phase.CONNECT));
        assertThatThrownBy(() -> receive(before, 1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> ask(connect(), "hello")).isInstanceOf(IOException.class);
        assertThat(server.accepted.get()).isEqualTo(1);
    }

    @Test
    void aSlowLineDelaysTheAnswerAndKeepsTheOrder() throws Exception {
        Socket socket = connect();
        ask(socket, "warm");
        Duration latency = Duration.ofMillis(200);
        proxy.inflict(ProxyFault.slow(latency));
        long before = System.nanoTime();
        send(socket, "one");
        send(socket, "two");
        assertThat(receive(socket, 6)).isEqualTo("onetwo");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(latency);
    }

    @Test
    void aNarrowLineTakesItsTime() throws Exception {
        Socket socket = connect();
        ask(socket, "warm");
        proxy.inflict(new ProxyRule(
                ProxyFault.bandwidth(50_000), Direction.RESPONSE, 0, 1, Duration.ZERO, java.util.Optional.empty()));
        long before = System.nanoTime();
        send(socket, "x".repeat(20_000));
        assertThat(receive(socket, 20_000)).hasSize(20_000);
        // 0.4 s at that rate; a tenth may have been saved up before
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void slicesArriveOneByOne() throws Exception {
        Socket socket = connect();
        ask(socket, "warm");
        proxy.inflict(ProxyFault.slice(2, Duration.ofMillis(20)).always().on(Direction.RESPONSE));
        send(socket, "abcdefgh");
        byte[] buffer = new byte[8];
        int largest = 0;
        int all = 0;
        while (all < 8) {
            int read = socket.getInputStream().read(buffer);
            largest = Math.max(largest, read);
            all += read;
        }
        assertThat(largest)
                .as("the most read at once; late readers may find two")
                .isLessThan(8);
    }

    @Test
    void aSlowCloseIsPassedOnLate() throws Exception {
        Socket socket = connect();
        ask(socket, "hello");
        proxy.inflict(ProxyFault.slowClose(Duration.ofMillis(SILENCE)));
        long before = System.nanoTime();
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(SILENCE));
    }

    @Test
    void theFirstConnectionsFailAndThoseAfterSucceed() throws Exception {
        Socket before = connect();
        ask(before, "hello");
        proxy.inflict(ProxyFault.reset(Phase.CONNECT).always().forFirst(2));
        assertThatThrownBy(() -> ask(connect(), "1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(connect(), "2")).isInstanceOf(IOException.class);
        assertThat(ask(connect(), "3")).isEqualTo("3");
        assertThat(ask(before, "still")).isEqualTo("still");
    }

    @Test
    void aRuleBeginsAndEndsByItself() throws Exception {
        Socket socket = connect();
        ask(socket, "hello");
        proxy.inflict(ProxyFault.crash().always().after(Duration.ofMillis(100)).lasting(Duration.ofMillis(200)));
        await().untilAsserted(() ->
                assertThatThrownBy(() -> ask(socket, "until it begins")).isInstanceOf(IOException.class));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(ask(connect(), "again")).isEqualTo("again"));
        assertThat(proxy.rules()).isEmpty();
    }

    @Test
    void aFlappingLineComesAndGoes() throws Exception {
        proxy.inflict(ProxyFault.flap(Duration.ofMillis(300), Duration.ofMillis(300)));
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(ask(connect(), "up")).isEqualTo("up"));
        await().untilAsserted(() -> assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class));
    }

    @Test
    void noConnectionEscapesARuleOnceItIsInflicted() throws Exception {
        for (int round = 0; round < 30; round++) {
            List<Socket> standing = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                standing.add(connect());
            }
            InflictedRule rule = proxy.inflict(ProxyFault.hang());
            for (Socket socket : standing) {
                send(socket, "hello");
            }
            Socket late = connect();
            send(late, "hello");
            for (Socket socket : standing) {
                assertThat(socket.getInputStream().available()).isZero();
            }
            rule.lift();
            for (Socket socket : standing) {
                socket.close();
            }
            late.close();
        }
    }

    @Test
    void theSameSeedAndTheSameConnectionsGiveTheSameDecisions() throws Exception {
        List<List<ProxyDecision>> runs = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (FaultProxy again = FaultProxy.to("127.0.0.1", server.port())
                    .seed(run < 2 ? 42 : 43)
                    .start()) {
                again.inflict(ProxyFault.slow(Duration.ofNanos(500_000), Duration.ofMillis(3))
                        .always()
                        .withProbability(0.5));
                for (int i = 0; i < 10; i++) {
                    try (Socket socket = new Socket()) {
                        socket.connect(again.address(), PATIENCE);
                        ask(socket, "a");
                        ask(socket, "b");
                    }
                }
                runs.add(again.decisions());
            }
        }
        assertThat(runs.get(0)).hasSizeGreaterThan(10).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    }

    @Test
    void aClosedProxyFreesItsPortAndItsThread() throws Exception {
        Socket socket = connect();
        ask(socket, "hello");
        int port = proxy.port();
        proxy.close();
        proxy.close();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> proxy.inflict(ProxyFault.refuse())).isInstanceOf(IllegalStateException.class);
        try (FaultProxy next = FaultProxy.to("127.0.0.1", server.port())
                .listen("127.0.0.1", port)
                .start()) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    /** A port that nobody holds may be given to the very client that tries to connect to it: it then meets itself. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whileConnectionsAreRefusedNobodyElseIsGivenThePort() throws Exception {
        proxy.inflict(ProxyFault.refuse());
        try (Socket itself = new Socket()) {
            assertThatThrownBy(() -> {
                        itself.bind(proxy.address());
                        itself.connect(proxy.address(), PATIENCE);
                    })
                    .isInstanceOf(BindException.class);
        }
        proxy.heal();
        assertThat(ask(connect(), "again")).isEqualTo("again");
    }

    @Test
    void aPortThatIsTakenIsAClearError() {
        assertThatThrownBy(() -> FaultProxy.to("127.0.0.1", 1)
                        .listen("127.0.0.1", proxy.port())
                        .start())
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasMessageContaining("cannot listen on")
                .hasMessageContaining(String.valueOf(proxy.port()));
    }
}
