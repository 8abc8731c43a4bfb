package dev.sitefailover.examples.standin.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client's connection: requests are answered in order, each before the next is read. */
final class Connection {
    private static final Map<Integer, String> PHRASES = Map.of(
            200,
            "OK",
            400,
            "Bad Request",
            404,
            "Not Found",
            405,
            "Method Not Allowed",
            409,
            "Conflict",
            413,
            "Content Too Large",
            429,
            "Too Many Requests",
            500,
            "Internal Server Error",
            503,
            "Service Unavailable");

    private final Socket socket;
    private final Function<Question, Answer> handler;
    private final int longestBody;
    private final Consumer<Connection> atEnd;
    private @Nullable Thread thread;
    private boolean busy;
    private boolean last;

    Connection(Socket socket, Function<Question, Answer> handler, int longestBody, Consumer<Connection> atEnd)
            throws IOException {
        this.socket = socket;
        this.handler = handler;
        this.longestBody = longestBody;
        this.atEnd = atEnd;
        socket.setTcpNoDelay(true);
    }

    void start(String name) {
        Thread running = new Thread(this::run, name);
        running.setDaemon(true);
        synchronized (this) {
            thread = running;
        }
        running.start();
    }

    private void run() {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
            while (converse(in)) {
                // the next request
            }
        } catch (IOException e) {
            // the client's or a fault's doing; nobody is left to be told
        } finally {
            atEnd.accept(this);
        }
    }

    /** One request and its answer; false when the connection is to end. */
    private boolean converse(InputStream in) throws IOException {
        Answer answer;
        boolean keep;
        try {
            HttpMessage message = HttpMessage.read(in, longestBody);
            if (message == null || !begin()) {
                return false;
            }
            keep = message.keepsAlive();
            answer = handler.apply(Question.of(message));
        } catch (HttpMessage.Malformed e) {
            answer = Answer.json(e.status, HttpMessage.bytes("{\"error\":\"" + e.getMessage() + "\"}\n"));
            keep = false;
        }
        if (answer instanceof Answer.Reset) {
            reset();
            return false;
        }
        if (answer instanceof Answer.Silence) {
            in.skip(Long.MAX_VALUE); // until the client gives up
            while (in.read() >= 0) {
                in.skip(Long.MAX_VALUE);
            }
            return false;
        }
        keep &= !isLast();
        write((Answer.Full) answer, keep);
        return end() && keep;
    }

    private void write(Answer.Full answer, boolean keep) throws IOException {
        StringBuilder head = new StringBuilder(160);
        head.append("HTTP/1.1 ").append(answer.status()).append(' ');
        head.append(PHRASES.getOrDefault(answer.status(), "Status")).append("\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: application/json\r\n");
        head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        head.append(keep ? "\r\n" : "Connection: close\r\n\r\n");
        byte[] first = HttpMessage.bytes(head.toString());
        byte[] all = new byte[first.length + answer.body().length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(answer.body(), 0, all, first.length, answer.body().length);
        socket.getOutputStream().write(all);
    }

    private synchronized boolean begin() {
        busy = true;
        return !last;
    }

    private synchronized boolean end() {
        busy = false;
        return !last;
    }

    private synchronized boolean isLast() {
        return last;
    }

    /** Ends now when no request is being answered, else after it. */
    synchronized void endWhenIdle() {
        last = true;
        if (!busy) {
            reset();
        }
    }

    void reset() {
        reset(socket);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }

    void join(long nanos) {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        try {
            if (running != null && running != Thread.currentThread() && nanos > 0) {
                TimeUnit.NANOSECONDS.timedJoin(running, nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
