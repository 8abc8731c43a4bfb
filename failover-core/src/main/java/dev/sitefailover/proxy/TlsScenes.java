package dev.sitefailover.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLSocket;

/** What can happen on a connection on which a client expects TLS. */
final class TlsScenes {
    private static final int RECORD_HEADER = 5;
    private static final int ROOM = 1 << 16;

    /** A client that does not leave after a close is left: it has been told. */
    private static final int PATIENCE_MILLIS = 2_000;

    private TlsScenes() {}

    static void answer(Socket client, SSLContext tls, byte[] payload) throws IOException {
        try (SSLSocket secured = secured(client, tls)) {
            if (secured.getInputStream().read(new byte[8192]) >= 0) {
                secured.getOutputStream().write(payload);
                secured.getOutputStream().flush();
                secured.shutdownOutput();
                awaitGoodbye(secured);
            }
        }
    }

    static void untilTheyLeave(InputStream in) throws IOException {
        byte[] ignored = new byte[8192];
        while (in.read(ignored) >= 0) {
            // whatever it is
        }
    }

    static void answerTheHello(Socket client, byte[] answer) throws IOException {
        readRecord(client.getInputStream());
        client.getOutputStream().write(answer);
        client.shutdownOutput();
        awaitGoodbye(client);
    }

    static void closeInTheHandshake(Socket client, SSLContext tls, int bytes) throws IOException {
        byte[] flight = firstFlight(client.getInputStream(), tls);
        boolean isWhole = bytes > flight.length;
        client.getOutputStream().write(flight, 0, Math.min(bytes, flight.length));
        client.getOutputStream().flush();
        if (isWhole) {
            readRecord(client.getInputStream());
        }
        client.shutdownOutput();
        awaitGoodbye(client);
    }

    static void relay(Socket client, SSLContext tls, String host, int port) throws IOException {
        try (SSLSocket secured = secured(client, tls);
                Socket server = new Socket(host, port)) {
            Thread back = new Thread(() -> pass(server, secured), "scripted-tls-answers");
            back.setDaemon(true);
            back.start();
            pass(secured, server);
            try {
                back.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whatever breaks on one side breaks the other. */
    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    private static SSLSocket secured(Socket client, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
        secured.startHandshake();
        return secured;
    }

    /** Closing with something unread would be a reset, which destroys what was sent. */
    private static void awaitGoodbye(Socket client) throws IOException {
        client.setSoTimeout(PATIENCE_MILLIS);
        try {
            untilTheyLeave(client.getInputStream());
        } catch (SocketTimeoutException stays) {
            client.setSoTimeout(0);
        }
    }

    private static void readRecord(InputStream in) throws IOException {
        byte[] header = in.readNBytes(RECORD_HEADER);
        if (header.length == RECORD_HEADER) {
            in.readNBytes((header[3] & 0xff) << 8 | (header[4] & 0xff));
        }
    }

    /** What a server says to the client's hello. */
    private static byte[] firstFlight(InputStream in, SSLContext tls) throws IOException {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        engine.beginHandshake();
        ByteBuffer received = ByteBuffer.allocate(ROOM).flip();
        ByteBuffer flight = ByteBuffer.allocate(ROOM);
        ByteBuffer plain = ByteBuffer.allocate(ROOM);
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), flight);
                case NEED_UNWRAP -> {
                    if (flight.position() > 0) {
                        return Arrays.copyOf(flight.array(), flight.position());
                    }
                    if (engine.unwrap(received, plain).getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        received.compact();
                        int read = in.read(received.array(), received.position(), received.remaining());
                        if (read < 0) {
                            throw new EOFException("the client left before its hello");
                        }
                        received.position(received.position() + read).flip();
                    }
                }
                default -> {
                    return Arrays.copyOf(flight.array(), flight.position());
                }
            }
        }
    }
}
