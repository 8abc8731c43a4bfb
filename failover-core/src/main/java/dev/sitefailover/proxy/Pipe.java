package dev.sitefailover.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One direction of a connection. Bytes pass as they come unless its shape wants them held, cut or stopped. */
final class Pipe {
    /** More than this is not read ahead of what the receiver takes. */
    private static final int MOST_HELD = 1 << 20;

    private static final int READS_IN_A_ROW = 4;

    /** Bytes that may not pass before their time. */
    private record Held(ByteBuffer bytes, long due) {}

    private final Relay relay;
    private final Loop loop;
    private final End from;
    private final End to;
    private final boolean isRequest;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private Shape shape = Shape.PLAIN;
    private long heldBytes;
    private long lastDue;
    private long writableAt;
    private boolean timed;
    /** The source has closed its side. */
    private boolean ended;
    /** That was passed on. */
    private boolean closed;
    /** The bytes that may pass were passed. */
    private boolean stopped;

    private long stopRule = -1;
    private long left;

    Pipe(Relay relay, Loop loop, End from, End to, boolean isRequest) {
        this.relay = relay;
        this.loop = loop;
        this.from = from;
        this.to = to;
        this.isRequest = isRequest;
        this.lastDue = Loop.now();
        this.writableAt = lastDue;
    }

    boolean isClosed() {
        return closed;
    }

    /** From now on; what is held already keeps its time. */
    void shape(Shape next) {
        shape = next;
        Shape.Stop stop = next.stop();
        if (stop == null) {
            stopRule = -1;
            stopped = false;
        } else if (stop.rule() != stopRule) {
            stopRule = stop.rule();
            left = stop.afterBytes();
            stopped = false;
        }
    }

    /** Looks again at what may move: the shape has changed. */
    void review() throws IOException {
        checkStop();
        pump();
    }

    /** The source has something, or has ended. */
    void readable() throws IOException {
        for (int i = 0; i < READS_IN_A_ROW && from.reads(); i++) {
            ByteBuffer buffer = loop.shared.clear();
            int read = from.channel().read(buffer);
            if (read < 0) {
                ended = true;
                from.read(false);
                pump();
                return;
            }
            if (read == 0) {
                return;
            }
            buffer.flip();
            if (relay.resetBy(isRequest)) {
                return;
            }
            boolean full = read == buffer.capacity();
            if (!stopped) {
                pass(buffer);
            }
            if (!full) {
                return;
            }
        }
    }

    private boolean isSilent() {
        Shape.Stop stop = shape.stop();
        return stopped && stop != null && stop.then() == Shape.Then.SILENCE;
    }

    private void pass(ByteBuffer buffer) throws IOException {
        if (held.isEmpty() && shape.isPlain()) {
            to.channel().write(buffer);
        }
        if (buffer.hasRemaining()) {
            if (shape.stop() != null) {
                if (left < buffer.remaining()) {
                    buffer.limit(buffer.position() + (int) left);
                }
                left -= buffer.remaining();
            }
            hold(buffer);
            checkStop();
            pump();
        }
    }

    private void hold(ByteBuffer buffer) {
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        long due = shape.slow() == Shape.Delays.NONE
                ? lastDue
                : Loop.now() + shape.slow().nextNanos();
        lastDue = due - lastDue > 0 ? due : lastDue; // in order, whatever was drawn
        heldBytes += copy.remaining();
        held.add(new Held(copy, lastDue));
        if (shape.isPlain() || heldBytes >= MOST_HELD) {
            from.read(false);
        }
    }

    private void checkStop() {
        Shape.Stop stop = shape.stop();
        if (stop == null || left > 0 || stopped) {
            return;
        }
        stopped = true;
        if (stop.then() == Shape.Then.CLOSE) {
            from.read(false);
            ended = true;
        }
    }

    /** Writes what may be written now, and sees to it that the rest is written when it may. */
    void pump() throws IOException {
        if (relay.isDead()) {
            return;
        }
        long now = Loop.now();
        for (Held head = held.peek(); head != null; head = held.peek()) {
            long wait = Math.max(head.due - now, writableAt - now);
            if (wait > 0) {
                later(now + wait);
                return;
            }
            if (!write(head.bytes, now)) {
                to.write(true);
                return;
            }
            if (!head.bytes.hasRemaining()) {
                held.remove();
            }
        }
        to.write(false);
        Shape.Stop stop = shape.stop();
        if (stopped && stop != null && stop.then() == Shape.Then.UNPLUGGED) {
            relay.unplugged();
        } else if (isSilent() && ended) {
            relay.sourceGone(); // what it would have to say to the other side is not said
        } else if (ended && !closed) {
            close();
        } else if (!ended) {
            from.read(true); // one that is silent is read on, so that its end is noticed
        }
    }

    /** False when the receiver takes nothing now. */
    private boolean write(ByteBuffer bytes, long now) throws IOException {
        int limit = bytes.limit();
        int most = bytes.remaining();
        if (shape.slice() > 0) {
            most = Math.min(most, shape.slice());
        }
        if (shape.bytesPerSecond() > 0) {
            // a hundredth of a second's worth at once, so that the line is narrow and not merely interrupted
            most = (int) Math.min(most, Math.max(1, shape.bytesPerSecond() / 100));
        }
        bytes.limit(bytes.position() + most);
        int written = to.channel().write(bytes);
        bytes.limit(limit);
        heldBytes -= written;
        long pause = shape.slice() > 0 ? shape.pauseNanos() : 0;
        if (shape.bytesPerSecond() > 0) {
            pause = Math.max(pause, (long) (written * 1e9 / shape.bytesPerSecond()));
        }
        writableAt = Math.max(writableAt, now - 20_000_000) + pause; // what a late timer lost is made up for
        if (pause == 0) {
            writableAt = now;
        }
        return written > 0 || most == 0;
    }

    private void later(long at) {
        if (!timed) {
            timed = true;
            loop.at(at, () -> {
                timed = false;
                relay.guarded(this::pump);
            });
        }
    }

    private void close() throws IOException {
        closed = true;
        long delay = shape.closeNanos();
        if (delay > 0) {
            loop.at(Loop.now() + delay, () -> relay.guarded(this::passCloseOn));
        } else {
            passCloseOn();
        }
    }

    private void passCloseOn() throws IOException {
        SocketChannel channel = to.channel();
        if (relay.isDead()) {
            closed = false; // it goes on when the line does
            return;
        }
        if (channel.isOpen()) {
            channel.shutdownOutput();
        }
        Shape.@Nullable Stop stop = shape.stop();
        relay.closedOneWay(stop != null && stop.then() == Shape.Then.CLOSE);
    }
}
