package dev.sitefailover.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The least that relays: what the platform allows one thread, with no fault, no half-close and no care for errors. */
final class PlainRelay implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final InetSocketAddress target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);

    PlainRelay(InetSocketAddress target) throws IOException {
        this.target = target;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "plain-relay");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        ready(key);
                    } catch (IOException e) {
                        close(key);
                    }
                });
            }
        } catch (ClosedSelectorException ended) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel in = server.accept();
            SocketChannel out = SocketChannel.open(target);
            for (SocketChannel channel : new SocketChannel[] {in, out}) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            in.register(selector, SelectionKey.OP_READ, out);
            out.register(selector, SelectionKey.OP_READ, in);
            return;
        }
        SocketChannel to = (SocketChannel) key.attachment();
        buffer.clear();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
            close(key);
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private static void close(SelectionKey key) {
        try {
            ((SocketChannel) key.attachment()).close();
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }
}
