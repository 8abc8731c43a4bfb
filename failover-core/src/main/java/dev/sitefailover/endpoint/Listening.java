package dev.sitefailover.endpoint;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether anybody listens at a site's address: a bare connection, closed as soon as it stands. */
public final class Listening {
    /** An answer that takes longer is not waited for: then somebody may be there. */
    private static final int PATIENCE_MILLIS = 100;

    private Listening() {}

    /** False when a connection was refused; true when one was made, or when there is no telling. Never fails. */
    public static CompletionStage<Boolean> at(Site site, EngineRuntime runtime) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (isNumeric(site) && isRefusedAtOnce(site)) {
            answer.complete(false);
            return answer;
        }
        runtime.executor().execute(() -> answer.complete(look(site)));
        return answer;
    }

    /** No name that would have to be looked up, which may take its time. */
    private static boolean isNumeric(Site site) {
        String host = site.address().getHost();
        return host != null && (host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }

    /** A machine that is near says no before the attempt has returned; a yes, or a machine that is far, takes another look. */
    private static boolean isRefusedAtOnce(Site site) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(new InetSocketAddress(site.address().getHost(), port(site)))) {
                channel.finishConnect();
            }
            return false;
        } catch (ConnectException e) {
            return isRefusal(e);
        } catch (IOException | IllegalArgumentException noTelling) {
            return false;
        }
    }

    private static boolean isRefusal(ConnectException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
    }

    private static boolean look(Site site) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.address().getHost(), port(site)), PATIENCE_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return !isRefusal(refused);
        } catch (IOException | IllegalArgumentException noTelling) {
            return true;
        }
    }

    private static int port(Site site) {
        int port = site.address().getPort();
        return port >= 0 ? port : "https".equalsIgnoreCase(site.address().getScheme()) ? 443 : 80;
    }
}
