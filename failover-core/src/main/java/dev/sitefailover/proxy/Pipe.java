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
    /** So many of them do not wait for their time any longer. */
    private int free;

    private long lastDue;
    private long writableAt;
    private boolean timed;
    private long timedAt;
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

    /** From now on; what is held goes on as soon as nothing holds it any more. */
    void shape(Shape next) {
        if (next.bytesPerSecond() != shape.bytesPerSecond()
                || next.slice() != shape.slice()
                || next.pauseNanos() != shape.pauseNanos()) {
            writableAt = Loop.now(); // a pause of the old one is over
        }
        if (!next.slowBy().containsAll(shape.slowBy())) {
            free = held.size(); // a rule that they were held for is lifted
            lastDue = Loop.now();
        }
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
            pass(buffer);
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
            hold(buffer);
            pump();
        }
    }

    private void hold(ByteBuffer buffer) {
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        long due = Loop.now() + shape.slow().nextNanos();
        lastDue = held.isEmpty() || due - lastDue > 0 ? due : lastDue; // in order, whatever was drawn
        heldBytes += copy.remaining();
        held.add(new Held(copy, lastDue));
        if (shape.isPlain() || heldBytes >= MOST_HELD) {
            from.read(false);
        }
    }

    /** Writes what may be written now, and sees to it that the rest is written when it may. */
    void pump() throws IOException {
        if (relay.isDead() || (!held.isEmpty() && relay.resetBy(isRequest))) {
            return;
        }
        long now = Loop.now();
        while (!isStopped() && !held.isEmpty()) {
            Held head = held.element();
            long wait = wait(head, now);
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
                free = Math.max(0, free - 1);
            }
        }
        to.write(false);
        Shape.Stop stop = shape.stop();
        if (stopped && stop != null) {
            stop(stop.then());
        } else if (ended) {
            close();
        } else {
            from.read(true);
        }
    }

    private long wait(Held head, long now) {
        long wait = free > 0 ? 0 : head.due - now;
        return shape.bytesPerSecond() > 0 || shape.slice() > 0 ? Math.max(wait, writableAt - now) : wait;
    }

    private boolean isStopped() {
        stopped |= shape.stop() != null && left <= 0;
        return stopped;
    }

    /** What is held stays, and goes on when the line does; of one that is cut nothing goes on. */
    private void stop(Shape.Then then) throws IOException {
        if (then == Shape.Then.UNPLUGGED) {
            relay.unplugged();
        } else if (then == Shape.Then.CLOSE) {
            held.clear();
            free = 0;
            heldBytes = 0;
            from.read(false);
            ended = true;
            close();
        } else if (ended) {
            relay.sourceGone(); // what it would have to say to the other side is not said
        } else {
            from.read(heldBytes < MOST_HELD); // so that its end is noticed
        }
    }

    /** False when the receiver takes nothing now. */
    private boolean write(ByteBuffer bytes, long now) throws IOException {
        int limit = bytes.limit();
        int most = bytes.remaining();
        if (shape.stop() != null) {
            most = (int) Math.min(most, left);
        }
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
        left -= shape.stop() == null ? 0 : written;
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
        if (!timed || at - timedAt < 0) {
            timed = true;
            timedAt = at;
            loop.at(at, () -> {
                timed &= timedAt != at; // else an earlier one has come after it
                relay.guarded(this::pump);
            });
        }
    }

    private void close() throws IOException {
        if (closed) {
            return;
        }
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
        if (relay.isDead() || isSilent()) {
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
