package dev.sitefailover.proxy;

import dev.sitefailover.fault.Phase;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through the proxy: the client's, the one to the server, and a pipe each way. Lives on the loop alone. */
final class Relay implements Loop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

    /** Something that may fail as the network does. */
    interface Act {
        void run() throws IOException;
    }

    final long number;
    private final Loop loop;
    private final Connections connections;
    private final End client;
    private final End server;
    private final Pipe request;
    private final Pipe response;
    private Plan plan = Plan.PLAIN;
    private boolean connected;
    private boolean dead;
    private boolean unplugged;
    private boolean over;

    /** Who has to know that a connection is over. */
    interface Connections {
        void over(Relay relay);
    }

    Relay(long number, Loop loop, SocketChannel accepted, SocketChannel outward, Connections connections) {
        this.number = number;
        this.loop = loop;
        this.connections = connections;
        this.client = new End(accepted);
        this.server = new End(outward);
        this.request = new Pipe(this, loop, client, server, true);
        this.response = new Pipe(this, loop, server, client, false);
    }

    /** Connects to the server; what the client sends meanwhile waits in its socket. */
    void start(SocketAddress to) throws IOException {
        client.channel().configureBlocking(false);
        client.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.channel().configureBlocking(false);
        server.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.joined(client.channel().register(loop.selector, 0, this));
        if (server.channel().connect(to)) {
            server.joined(server.channel().register(loop.selector, 0, this));
            connected();
        } else {
            server.channel().register(loop.selector, SelectionKey.OP_CONNECT, this);
        }
    }

    private void connected() throws IOException {
        connected = true;
        client.read(true);
        server.read(true);
        request.review();
        response.review();
    }

    /** What the rules make of it from now on. */
    void follow(Plan next) {
        guarded(() -> {
            plan = next;
            request.shape(next.request());
            response.shape(next.response());
            if (next.request().stop() == null && next.response().stop() == null) {
                unplugged = false;
            }
            dead(next.dead() || unplugged);
            if (!dead && next.reset() == Phase.CONNECT) {
                reset();
            } else if (connected) {
                request.review();
                response.review();
            }
        });
    }

    private void dead(boolean now) {
        dead = now;
        client.mute(now);
        server.mute(now);
    }

    boolean isDead() {
        return dead;
    }

    void unplugged() {
        unplugged = true;
        dead(true);
    }

    /** True when those bytes reset the connection instead of being passed on. */
    boolean resetBy(boolean isRequest) {
        boolean resets = plan.reset() == (isRequest ? Phase.REQUEST : Phase.RESPONSE);
        if (resets) {
            reset();
        }
        return resets;
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        boolean isClient = key.channel() == client.channel();
        if (key.isConnectable()) {
            server.channel().finishConnect();
            server.joined(key);
            connected();
            return;
        }
        if (key.isWritable()) {
            (isClient ? response : request).pump();
        }
        if (key.isValid() && key.isReadable()) {
            (isClient ? request : response).readable();
        }
    }

    /** Whatever went wrong on one side is passed on to the other as it is most often felt. */
    @Override
    public void failed(Throwable error) {
        if (error instanceof IOException) {
            LOG.debug("connection {}: {}", number, error.getMessage());
        } else {
            LOG.error("connection {} failed", number, error);
        }
        reset();
    }

    void guarded(Act act) {
        if (over) {
            return;
        }
        try {
            act.run();
        } catch (Throwable t) {
            failed(t);
        }
    }

    /** One side has closed and the other knows; both: the connection is over. */
    void closedOneWay(boolean both) {
        if (both || (request.isClosed() && response.isClosed())) {
            end(false);
        }
    }

    /** A side whose end is not to be told has ended: nobody is left when the other had closed before. */
    void sourceGone() {
        if (request.isClosed() || response.isClosed()) {
            end(false);
        }
    }

    /** Both sides see a reset. */
    void reset() {
        end(true);
    }

    /** Both sides see a close. */
    void close() {
        end(false);
    }

    private void end(boolean abruptly) {
        if (over) {
            return;
        }
        over = true;
        end(client.channel(), abruptly);
        end(server.channel(), abruptly);
        connections.over(this);
    }

    private void end(SocketChannel channel, boolean abruptly) {
        try {
            if (abruptly && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.debug("connection {}: {}", number, e.getMessage());
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("connection {}: closing: {}", number, e.getMessage());
        }
    }
}
