package dev.sitefailover.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where clients connect: open, shut, or such that nobody who knocks is answered. Lives on the loop alone. */
final class Door implements Loop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final int QUEUE = 1_024;
    /** Filling a queue of one takes two connections where it can be filled at all. */
    private static final int FILLERS = 8;

    /** A connection to this very machine that does not stand by then is not answered. */
    private static final long PATIENCE = Loop.millis(30);

    /** Who came in. */
    interface Visitor {
        void accepted(SocketChannel channel) throws IOException;
    }

    private final Loop loop;
    private final Visitor visitor;
    private InetSocketAddress address;
    private Rules.Reach reach = Rules.Reach.REFUSING;
    private @Nullable ServerSocketChannel channel;
    /** Null until it was open for the first time. */
    private @Nullable HeldPort port;

    private final List<SocketChannel> fillers = new ArrayList<>();

    Door(Loop loop, InetSocketAddress address, Visitor visitor) {
        this.loop = loop;
        this.address = address;
        this.visitor = visitor;
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * From now on.
     *
     * @throws IOException when the port cannot be had (again); who knocks is refused then, and the call may be repeated
     */
    void reach(Rules.Reach wanted) throws IOException {
        if (wanted == reach) {
            return;
        }
        shut();
        try {
            if (wanted == Rules.Reach.OPEN) {
                ServerSocketChannel opened = bind(QUEUE);
                opened.configureBlocking(false);
                opened.register(loop.selector, SelectionKey.OP_ACCEPT, this);
            } else if (wanted == Rules.Reach.BLACKHOLE) {
                bind(1);
                fill();
            }
        } catch (IOException e) {
            try {
                shut();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        reach = wanted;
    }

    private ServerSocketChannel bind(int queue) throws IOException {
        HeldPort held = port;
        try {
            if (held == null) {
                held = HeldPort.of(address);
                address = held.address();
            }
            held.hold();
            held.makeRoom();
            ServerSocketChannel opened = listen(queue);
            port = held;
            return opened;
        } catch (IOException e) {
            if (port == null && held != null) {
                held.close();
            }
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private ServerSocketChannel listen(int queue) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(address, queue);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        return opened;
    }

    /** With its queue full and nobody accepting, the platform leaves further connection requests unanswered. */
    private void fill() throws IOException {
        for (int i = 0; i < FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            fillers.add(filler);
            filler.configureBlocking(false);
            boolean stands = filler.connect(address);
            for (long until = Loop.now() + PATIENCE;
                    !stands && Loop.now() - until < 0;
                    stands = filler.finishConnect()) {
                LockSupport.parkNanos(PATIENCE / 100);
            }
            if (!stands) {
                return;
            }
        }
        LOG.warn("this system answers connection requests although the queue of {} is full", address);
    }

    /** The port is free when this returns. */
    void close() throws IOException {
        try {
            shut();
        } finally {
            HeldPort held = port;
            if (held != null) {
                held.close();
            }
        }
    }

    /** Who knocks is refused. */
    private void shut() throws IOException {
        reach = Rules.Reach.REFUSING;
        ServerSocketChannel open = channel;
        channel = null;
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        fillers.clear();
        if (open != null) {
            open.close();
            loop.forgetClosed();
            HeldPort held = port;
            if (held != null) {
                held.hold();
            }
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        ServerSocketChannel open = channel;
        if (open == null) {
            return;
        }
        for (SocketChannel next = open.accept(); next != null; next = open.accept()) {
            try {
                visitor.accepted(next);
            } catch (IOException | RuntimeException e) {
                LOG.warn("a connection could not be taken: {}", e.getMessage());
                next.close();
            }
        }
    }

    /** Accepting failed, most likely for want of file descriptors: others may close theirs meanwhile. */
    @Override
    public void failed(Throwable error) {
        LOG.warn("accepting at {} failed: {}", address, error.getMessage());
        SelectionKey key = channel == null ? null : channel.keyFor(loop.selector);
        if (key != null && key.isValid()) {
            key.interestOps(0);
            loop.at(Loop.now() + Loop.millis(100), () -> {
                if (key.isValid()) {
                    key.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
        }
    }
}
