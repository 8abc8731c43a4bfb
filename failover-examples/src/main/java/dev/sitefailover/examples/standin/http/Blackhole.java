package dev.sitefailover.examples.standin.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the queue of a listening port that nobody takes connections from, so that further attempts get no answer at all:
 * the nearest a program without privileges comes to a network that swallows packets. Works where a full queue drops
 * attempts, as Linux does by default.
 */
final class Blackhole implements AutoCloseable {
    private static final int MOST = 8;
    private static final int PATIENCE_MILLIS = 150;

    private final List<Socket> fillers = new ArrayList<>();

    private Blackhole() {}

    static Blackhole fill(InetSocketAddress address) throws IOException {
        Blackhole blackhole = new Blackhole();
        for (int i = 0; i < MOST; i++) {
            Socket filler = new Socket();
            blackhole.fillers.add(filler);
            try {
                filler.connect(address, PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return blackhole;
            } catch (IOException e) {
                blackhole.close();
                throw e;
            }
        }
        blackhole.close();
        throw new IOException("this system does not drop connections when a port's queue is full");
    }

    @Override
    public void close() {
        for (Socket filler : fillers) {
            try {
                filler.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
