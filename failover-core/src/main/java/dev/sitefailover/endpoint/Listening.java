package dev.sitefailover.endpoint;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether anybody listens at a site's address: a bare connection, closed as soon as it stands. */
public final class Listening {
    /** An answer that takes longer is not waited for: then there is no telling. */
    private static final int PATIENCE_MILLIS = 100;

    private Listening() {}

    /** Never fails. Where this JVM is set to go through a proxy, nobody can be looked for directly. */
    public static CompletionStage<Presence> at(Site site, EngineRuntime runtime) {
        if (isBehindProxy(site)) {
            return CompletableFuture.completedFuture(Presence.UNKNOWN);
        }
        Presence atOnce = isNumeric(site) ? glance(site) : Presence.UNKNOWN;
        if (atOnce != Presence.UNKNOWN) {
            return CompletableFuture.completedFuture(atOnce);
        }
        CompletableFuture<Presence> answer = new CompletableFuture<>();
        runtime.executor().execute(() -> answer.complete(look(site)));
        return answer;
    }

    private static boolean isBehindProxy(Site site) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return false;
        }
        try {
            return selector.select(site.address()).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
        } catch (RuntimeException noTelling) {
            return true;
        }
    }

    /** No name that would have to be looked up, which may take its time. */
    private static boolean isNumeric(Site site) {
        String host = site.address().getHost();
        return host != null && (host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }

    /** A machine that is near has answered before the attempt returns. */
    private static Presence glance(Site site) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            boolean stands =
                    channel.connect(new InetSocketAddress(site.address().getHost(), port(site)));
            if (!stands && !channel.finishConnect()) {
                return Presence.UNKNOWN;
            }
            return who(channel.getLocalAddress(), channel.getRemoteAddress());
        } catch (ConnectException e) {
            return afterFailure(e);
        } catch (IOException | IllegalArgumentException noTelling) {
            return Presence.UNKNOWN;
        }
    }

    private static Presence look(Site site) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.address().getHost(), port(site)), PATIENCE_MILLIS);
            return who(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
        } catch (ConnectException e) {
            return afterFailure(e);
        } catch (IOException | IllegalArgumentException noTelling) {
            return Presence.UNKNOWN;
        }
    }

    /**
     * On one's own machine a connection to a port where nobody listens can come to stand by itself: when it is given that
     * very port to start from.
     */
    static Presence who(SocketAddress from, SocketAddress to) {
        return from.equals(to) ? Presence.REFUSED : Presence.LISTENING;
    }

    private static Presence afterFailure(ConnectException e) {
        boolean refused =
                String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
        return refused ? Presence.REFUSED : Presence.UNKNOWN;
    }

    private static int port(Site site) {
        int port = site.address().getPort();
        return port >= 0 ? port : "https".equalsIgnoreCase(site.address().getScheme()) ? 443 : 80;
    }
}
