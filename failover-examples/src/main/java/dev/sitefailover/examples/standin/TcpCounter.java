package dev.sitefailover.examples.standin;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.endpoint.tcp.TcpServer;
import dev.sitefailover.endpoint.tcp.TcpServerSettings;
import dev.sitefailover.examples.standin.fault.Passage;
import dev.sitefailover.examples.standin.http.HttpServer.Reach;
import dev.sitefailover.proxy.HeldPort;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The business port's framed form. Where HTTP resets or swallows a connection this one refuses it, and a request whose
 * connection HTTP would reset is never answered: the framing's server does not hand out its sockets.
 */
final class TcpCounter implements AutoCloseable {
    private final Counter counter;
    private final HeldPort port;
    private final ExecutorService workers;
    private @Nullable TcpServer server;
    private boolean closed;

    TcpCounter(Counter counter, int wantedPort) throws IOException {
        this.counter = counter;
        this.workers = Executors.newCachedThreadPool(work -> {
            Thread worker = new Thread(work, "stand-in-tcp-work");
            worker.setDaemon(true);
            return worker;
        });
        this.port = HeldPort.onLoopback(wantedPort);
        try {
            this.server = listen();
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    private TcpServer listen() throws IOException {
        port.hold();
        port.makeRoom();
        TcpServerSettings settings = TcpServerSettings.defaults()
                .withAddress(port.address().getAddress())
                .withPort(port.port());
        return TcpServer.start(settings, this::answer, logon -> null);
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + port.port());
    }

    /** Listens or not, as the faults want it. */
    synchronized void reach(Reach wanted) throws IOException {
        TcpServer running = server;
        if (wanted == Reach.OPEN && running == null && !closed) {
            server = listen();
        } else if (wanted != Reach.OPEN && running != null) {
            running.close();
            server = null;
            port.hold();
        }
    }

    private CompletionStage<Reply> answer(Request request) {
        CompletableFuture<Reply> answered = new CompletableFuture<>();
        try {
            workers.execute(() -> answer(request, answered));
        } catch (RejectedExecutionException ending) {
            // never answered: the connection is about to close
        }
        return answered;
    }

    private void answer(Request request, CompletableFuture<Reply> answered) {
        Passage.Result result;
        try {
            result = counter.pass(request.operation(), request.body());
        } catch (IllegalArgumentException e) {
            byte[] text = Counter.text(String.valueOf(e.getMessage()));
            answered.complete(new BytesReply(Reply.Status.BUSINESS_ERROR, text));
            return;
        }
        Reply reply = result.end() instanceof Passage.End.Instead instead ? instead.reply() : result.answer();
        if (reply != null) {
            answered.complete(reply);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        TcpServer running = server;
        if (running != null) {
            running.close();
        }
        port.close();
        workers.shutdownNow();
    }
}
