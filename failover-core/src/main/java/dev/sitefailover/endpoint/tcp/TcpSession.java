package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection, on the site's side. */
final class TcpSession implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final Duration BEFORE_LOGON = Duration.ofMinutes(1);
    private static final Duration GOODBYE = Duration.ofMillis(200);
    private static final String PROBE = "probe";

    private final TcpServer server;
    private final Runnable forget;
    private final Connection connection;
    private volatile boolean loggedOn;

    TcpSession(Socket plain, Socket spoken, String name, TcpServer server, Runnable forget) {
        this.server = server;
        this.forget = forget;
        this.connection = new Connection(plain, spoken, name, server.runtime(), this);
    }

    void start() {
        connection.start(server.settings().heartbeat(), BEFORE_LOGON);
    }

    void close(String why) {
        connection.close(why);
    }

    @Override
    public void received(Frame frame) throws IOException {
        switch (frame.type()) {
            case Frame.LOGON -> logOn(frame);
            case Frame.REQUEST -> request(frame);
            case Frame.HEARTBEAT -> connection.beat(); // the client may want to hear us more often than we speak
            case Frame.LOGOUT -> connection.close("logged out");
            default -> throw new NotAFrameException("a frame of the type " + frame.type() + " comes from sites only");
        }
    }

    private void logOn(Frame frame) throws IOException {
        String identity = frame.payload().readUTF();
        long epoch = frame.payload().readLong();
        int millis = frame.payload().readInt();
        if (epoch < 0 || millis < 1) {
            throw new NotAFrameException("a logon with epoch " + epoch + " and heartbeat " + millis + " ms");
        }
        Duration heartbeat = Duration.ofMillis(millis);
        String refusal = server.logons().refusal(new TcpLogon(identity, new Epoch(epoch), heartbeat));
        if (refusal != null) {
            connection.send(Frame.LOGON_REFUSED, frame.id(), out -> out.writeUTF(Frame.fitting(refusal)));
            connection.closeAfterWriting(GOODBYE, "the logon was refused");
            return;
        }
        loggedOn = true;
        connection.rhythm(heartbeat, Connection.patience(heartbeat));
        connection.send(Frame.LOGON_ACCEPTED, frame.id(), out -> {});
    }

    private void request(Frame frame) throws IOException {
        String operation = frame.payload().readUTF();
        boolean hasKey = frame.payload().readByte() != 0;
        String key = frame.payload().readUTF();
        if (!loggedOn && !operation.equals(PROBE)) {
            connection.send(Frame.LOGON_REFUSED, frame.id(), out -> out.writeUTF(operation + " needs a logon first"));
            return;
        }
        handled(new Asked(operation, hasKey ? key : null, frame.rest())).whenComplete((reply, error) -> {
            if (error != null) {
                LOG.warn("handling {} failed", operation, error);
            }
            answer(frame.id(), error == null ? reply : new BytesReply(Reply.Status.FAILED, Frame.utf8("" + error)));
        });
    }

    private CompletionStage<? extends Reply> handled(Request request) {
        try {
            return server.handler().handle(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(long number, Reply reply) {
        byte[] body = reply.body();
        try {
            connection.send(Frame.REPLY, number, out -> {
                out.writeByte(reply.status().ordinal());
                out.write(body);
            });
        } catch (IOException tooLong) {
            LOG.error("an answer of {} bytes cannot be sent", body.length, tooLong);
            connection.close("an answer was too long");
        }
    }

    @Override
    public void closed(String why) {
        LOG.debug("connection closed: {}", why);
        forget.run();
    }

    /** A request as it came over the wire. */
    private static final class Asked implements Request {
        private final String operation;
        private final @Nullable String key;
        private final byte[] body;

        Asked(String operation, @Nullable String key, byte[] body) {
            this.operation = operation;
            this.key = key;
            this.body = body;
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public @Nullable String key() {
            return key;
        }

        @Override
        public byte[] body() {
            return body;
        }
    }
}
