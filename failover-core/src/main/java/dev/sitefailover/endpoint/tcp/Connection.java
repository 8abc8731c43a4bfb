package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.runtime.EngineRuntime;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames over one socket, both ways: a thread reads, a thread writes, a timer watches. The plain socket is kept apart
 * from the TLS one over it, because closing TLS waits for whoever is writing, and closing must wait for nobody.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TcpEndpoints.class);
    private static final byte[] END = {};
    /** Of a long frame on its way, so many bytes more count as hearing something; a drip does not. */
    private static final int PROGRESS = 4096;

    private static final int INTERVALS = 3;

    private final Socket plain;
    private final Socket socket;
    private final String name;
    private final EngineRuntime runtime;
    private final Listener listener;
    private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long heartbeat;
    private volatile long patience;
    private volatile long heardAt = System.nanoTime();
    private volatile long spokeAt = System.nanoTime();
    private volatile String farewell = "closed here";
    private final Object watching = new Object();
    private volatile EngineRuntime.Timer watch = () -> {};
    private long watches; // guarded by watching

    Connection(Socket plain, Socket socket, String name, EngineRuntime runtime, Listener listener) {
        this.plain = plain;
        this.socket = socket;
        this.name = name;
        this.runtime = runtime;
        this.listener = listener;
    }

    /** Begins to read, to write and to watch. */
    void start(Duration interval, Duration patience) {
        rhythm(interval, patience);
        thread("reader", this::read).start();
        thread("writer", this::write).start();
    }

    /** Heartbeats that often, and no longer silence than that. */
    void rhythm(Duration interval, Duration longestSilence) {
        heartbeat = interval.toNanos();
        patience = longestSilence.toNanos();
        synchronized (watching) {
            watches++;
            watch.cancel();
            watchOn(watches);
        }
    }

    static Duration patience(Duration interval) {
        return interval.multipliedBy(INTERVALS);
    }

    boolean isOpen() {
        return !closed.get();
    }

    void send(byte type, long id, Frame.Payload payload) throws IOException {
        queue.add(Frame.bytes(type, id, payload));
        spokeAt = System.nanoTime();
    }

    /** A heartbeat now. */
    void beat() {
        try {
            send(Frame.HEARTBEAT, 0, out -> {});
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }

    /** Closes once what was sent is written, within that bound in any case. */
    void closeAfterWriting(Duration bound, String why) {
        farewell = why;
        runtime.schedule(bound, () -> later(() -> close(why)));
        queue.add(END);
    }

    /** Closes now; idempotent. */
    void close(String why) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watch.cancel();
        try {
            plain.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed", name, e);
        }
        queue.add(END);
        listener.closed(why);
    }

    /** A look that was under way when the rhythm changed leaves the watch to the new one. */
    private void watchOn(long number) {
        synchronized (watching) {
            if (isOpen() && number == watches) {
                watch = runtime.schedule(heartbeat / 2, () -> look(number));
            }
        }
    }

    /** On the timer's thread: what others have to do about it is not done here. */
    private void look(long number) {
        long now = System.nanoTime();
        if (now - heardAt > patience) {
            later(() -> close("nothing was heard for " + Duration.ofNanos(patience)));
            return;
        }
        if (now - spokeAt >= heartbeat) {
            beat();
        }
        watchOn(number);
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (isOpen()) {
                int first = in.read();
                if (first < 0) {
                    close("the connection was closed by the other side");
                    return;
                }
                int length = Frame.checked(
                        first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte());
                Frame frame = Frame.of(body(in, length));
                heardAt = System.nanoTime();
                listener.received(frame);
            }
        } catch (NotAFrameException e) {
            close("what came is not this protocol: " + e.getMessage());
        } catch (EOFException e) {
            close("the connection was closed in the middle of a message");
        } catch (IOException e) {
            close("the connection broke: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: handling a message failed", name, e);
            close("handling a message failed: " + e);
        }
    }

    /** Memory grows with what arrives, not with what is announced. */
    private byte[] body(InputStream in, int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(length, 2 * PROGRESS));
        byte[] part = new byte[Math.min(length, PROGRESS)];
        for (int left = length; left > 0; ) {
            int got = in.readNBytes(part, 0, Math.min(left, part.length));
            if (got == 0) {
                throw new EOFException();
            }
            body.write(part, 0, got);
            left -= got;
            if (got == PROGRESS) {
                heardAt = System.nanoTime();
            }
        }
        return body.toByteArray();
    }

    private void write() {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), PROGRESS);
            for (byte[] frame = queue.take(); frame.length > 0; frame = queue.take()) {
                out.write(frame);
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
            close(farewell);
        } catch (IOException e) {
            close("the connection broke: " + e.getMessage());
        } catch (InterruptedException e) {
            close("interrupted");
        }
    }

    void later(Runnable task) {
        try {
            runtime.executor().execute(task);
        } catch (RejectedExecutionException closedRuntime) {
            task.run();
        }
    }

    private Thread thread(String role, Runnable body) {
        Thread thread = new Thread(body, name + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** What is to be done about what happens on a connection. */
    interface Listener {
        /** A frame came; on the reader's thread. */
        void received(Frame frame) throws IOException;

        /** It is closed; called once. */
        void closed(String why);
    }
}
