package com.example.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clearing house of one line there and one line back; it takes every instruction it is sent, twice if it must. */
final class LineServer implements AutoCloseable {
    private final ServerSocket door;
    final List<Long> taken;

    /** Two sites of one clearing house have the same books. */
    LineServer(List<Long> books) {
        taken = books;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread server = new Thread(this::serve, "line-server");
        server.setDaemon(true);
        server.start();
    }

    static List<Long> books() {
        return new CopyOnWriteArrayList<>();
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                String question = questions.readLine();
                if (question != null) {
                    socket.getOutputStream().write((answer(question) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // that client has gone, or this server is closed
            }
        }
    }

    private String answer(String question) {
        if (question.equals("OPEN")) {
            return "YES";
        }
        long instruction = Long.parseLong(question.substring(question.indexOf(' ') + 1));
        if (question.startsWith("HAS")) {
            return taken.contains(instruction) ? "YES" : "NO";
        }
        taken.add(instruction);
        return "OK";
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
