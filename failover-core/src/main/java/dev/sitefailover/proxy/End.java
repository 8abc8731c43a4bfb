package dev.sitefailover.proxy;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One side of a connection: its channel and what the loop is to tell about it. */
final class End {
    private final SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean reading;
    private boolean writing;
    private boolean muted;

    End(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Registered by now; only then does it tell anything. */
    void joined(SelectionKey joined) {
        key = joined;
        apply();
    }

    boolean reads() {
        return reading && !muted;
    }

    void read(boolean wanted) {
        if (reading != wanted) {
            reading = wanted;
            apply();
        }
    }

    void write(boolean wanted) {
        if (writing != wanted) {
            writing = wanted;
            apply();
        }
    }

    /** Whatever is wanted, nothing is told. */
    void mute(boolean mute) {
        if (muted != mute) {
            muted = mute;
            apply();
        }
    }

    private void apply() {
        SelectionKey joined = key;
        if (joined != null && joined.isValid()) {
            int wanted = muted ? 0 : (reading ? SelectionKey.OP_READ : 0) | (writing ? SelectionKey.OP_WRITE : 0);
            joined.interestOps(wanted);
        }
    }
}
