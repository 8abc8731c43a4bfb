package dev.sitefailover.examples.standin.http;

import dev.sitefailover.proxy.HeldPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on the loopback interface: a thread for each connection, connections kept alive. How far it can be
 * reached may change at any time. Safe for use by several threads.
 */
public final class HttpServer implements AutoCloseable {
    private static final long LONGEST_ACCEPT_MILLIS = 1_000;
    private static final int BACKLOG = 512;
    private static final int MOST_CONNECTIONS = 4_000;

    private final Function<Question, Answer> handler;
    private final String name;
    private final int longestBody;
    private final HeldPort port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong opened = new AtomicLong();
    private @Nullable ServerSocket listening;
    private @Nullable Blackhole blackhole;
    private boolean refusesInstead;
    private volatile Reach reach = Reach.OPEN;
    private boolean closed;
    private @Nullable Thread acceptor;

    private HttpServer(String name, int port, int longestBody, Function<Question, Answer> handler) throws IOException {
        this.name = name;
        this.handler = handler;
        this.longestBody = longestBody;
        this.port = HeldPort.onLoopback(port);
        try {
            this.listening = listen(BACKLOG);
        } catch (IOException e) {
            this.port.close();
            throw e;
        }
    }

    /** How far clients get. */
    public enum Reach {
        /** All the way. */
        OPEN,
        /** Nothing listens: connections are refused. */
        REFUSED,
        /** Connections are reset as soon as they are made. */
        RESET,
        /** Connections are never made: the attempt times out. */
        SWALLOWED
    }

    /** Listens at once on that port, 0: any free one; requests wait until {@link #serve()}. */
    public static HttpServer bind(String name, int port, int longestBody, Function<Question, Answer> handler)
            throws IOException {
        return new HttpServer(name, port, longestBody, handler);
    }

    /** Starts answering. */
    public HttpServer serve() {
        accepting(listening);
        return this;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port.port());
    }

    /** How far clients get now. */
    public Reach reach() {
        return reach;
    }

    /**
     * Changes how far clients get. Idle connections are closed by a change for the worse; requests being answered still
     * are.
     *
     * @throws IOException when the port cannot be had again; nothing listens then, and the call may be repeated. Or when this
     *     system cannot swallow connections: they are refused instead, until something else is wanted
     */
    public synchronized void reach(Reach wanted) throws IOException {
        boolean stands = wanted == Reach.REFUSED ? listening == null : listening != null || refusesInstead;
        if (closed || (wanted == reach && stands)) {
            return;
        }
        reach = wanted;
        refusesInstead = false;
        Blackhole filled = blackhole;
        if (filled != null) {
            filled.close();
            blackhole = null;
            stopListening();
        }
        if (wanted == Reach.REFUSED || wanted == Reach.SWALLOWED) {
            stopListening();
        }
        if (wanted != Reach.OPEN) {
            connections.forEach(Connection::endWhenIdle);
        }
        if (wanted == Reach.SWALLOWED) {
            listening = listen(1);
            try {
                blackhole = Blackhole.fill(port.address());
            } catch (IOException e) {
                refusesInstead = true;
                stopListening();
                throw e;
            }
        } else if (wanted != Reach.REFUSED && listening == null) {
            listening = listen(BACKLOG);
            accepting(listening);
        }
        if (wanted == Reach.REFUSED) {
            port.hold();
        }
    }

    /** Resets every connection, also those with a request being answered. */
    public void resetAll() {
        connections.forEach(Connection::reset);
    }

    /** Stops listening and lets requests being answered finish, for at most that long. */
    public void stop(Duration patience) {
        synchronized (this) {
            closed = true;
            stopListening();
            port.close();
            if (blackhole != null) {
                blackhole.close();
            }
        }
        connections.forEach(Connection::endWhenIdle);
        long until = System.nanoTime() + patience.toNanos();
        List<Connection> busy = new ArrayList<>(connections);
        for (Connection connection : busy) {
            connection.join(until - System.nanoTime());
        }
        connections.forEach(Connection::reset);
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private ServerSocket listen(int backlog) throws IOException {
        port.hold();
        port.makeRoom();
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(port.address(), backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void stopListening() {
        ServerSocket socket = listening;
        listening = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // it listens no more either way
            }
            awaitAcceptor();
        }
    }

    /** Until then the system still takes connections for it, and resets them. */
    private void awaitAcceptor() {
        Thread ending = acceptor;
        acceptor = null;
        if (ending != null) {
            try {
                ending.join(LONGEST_ACCEPT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void accepting(@Nullable ServerSocket socket) {
        if (socket == null) {
            return;
        }
        Thread accepting = new Thread(() -> accept(socket), name + "-accept");
        accepting.setDaemon(true);
        accepting.start();
        acceptor = accepting;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (reach == Reach.RESET || connections.size() >= MOST_CONNECTIONS) {
                    Connection.reset(client);
                } else {
                    start(client);
                }
            } catch (IOException e) {
                // closed, which ends the loop, or one client less
            }
        }
    }

    private void start(Socket client) throws IOException {
        Connection connection = new Connection(client, handler, longestBody, connections::remove);
        connections.add(connection);
        connection.start(name + "-" + opened.incrementAndGet());
    }
}
