package dev.sitefailover.examples.standin.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection to an HTTP server and one question after another on it. For one thread at a time. A process that stands
 * still for a while (stopped, or starved of processor) must not take that for the other side's silence: of each slice of
 * waiting no more than twice its length is counted.
 */
public final class HttpConversation implements AutoCloseable {
    private static final int SLICE_MILLIS = 25;
    private static final long MOST_COUNTED = TimeUnit.MILLISECONDS.toNanos(2L * SLICE_MILLIS);
    private static final int LONGEST_BODY = 256 * 1024 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String host;
    private long left;

    /** Connects, within that time. */
    public HttpConversation(URI server, Duration timeout) throws IOException {
        host = server.getHost() + ":" + server.getPort();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) timeout.toMillis());
            socket.setSoTimeout(SLICE_MILLIS);
            in = new BufferedInputStream(new Patient(socket.getInputStream()), 8192);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    public record Answer(int status, byte[] body) {}

    /** Asks and waits for the answer, for that long. */
    public Answer ask(String method, String path, String contentType, byte[] body, Duration timeout)
            throws IOException {
        left = timeout.toNanos();
        byte[] head = HttpMessage.bytes(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: "
                + contentType + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        socket.getOutputStream().write(all);
        HttpMessage answer = HttpMessage.read(in, LONGEST_BODY);
        if (answer == null) {
            throw new EOFException("the connection ended before the answer");
        }
        String[] start = answer.start().split(" ", 3);
        try {
            return new Answer(Integer.parseInt(start[1]), answer.body());
        } catch (RuntimeException e) {
            throw new IOException("no HTTP answer: " + answer.start(), e);
        }
    }

    /** One question on a connection of its own. */
    public static Answer once(URI server, String method, String path, byte[] body, Duration timeout)
            throws IOException {
        try (HttpConversation conversation = new HttpConversation(server, timeout)) {
            return conversation.ask(method, path, "application/json", body, timeout);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** Reads in slices until the time of the question is up. */
    private final class Patient extends InputStream {
        private final InputStream from;

        Patient(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (true) {
                long started = System.nanoTime();
                try {
                    return from.read(into, offset, length);
                } catch (SocketTimeoutException e) {
                    left -= Math.min(System.nanoTime() - started, MOST_COUNTED);
                    if (left <= 0) {
                        throw e;
                    }
                }
            }
        }
    }
}
