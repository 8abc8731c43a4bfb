package dev.sitefailover.endpoint;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
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
        runtime.executor().execute(() -> answer.complete(look(site)));
        return answer;
    }

    private static boolean look(Site site) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.address().getHost(), port(site)), PATIENCE_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return !String.valueOf(refused.getMessage())
                    .toLowerCase(Locale.ROOT)
                    .contains("refused");
        } catch (IOException | IllegalArgumentException noTelling) {
            return true;
        }
    }

    private static int port(Site site) {
        int port = site.address().getPort();
        return port >= 0 ? port : "https".equalsIgnoreCase(site.address().getScheme()) ? 443 : 80;
    }
}
