package com.example.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client over a plain socket, one line there and one line back, a connection for each request. */
public final class SocketClient implements ClearingClient {
    private final InetSocketAddress address;
    private final int timeoutMillis;

    /** Of the site at that address. */
    public SocketClient(InetSocketAddress address, Duration timeout) {
        this.address = address;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public void submit(long instruction) throws IOException {
        if (!ask("SUBMIT " + instruction).equals("OK")) {
            throw new ClosedException("not open for business");
        }
    }

    @Override
    public boolean has(long instruction) throws IOException {
        return ask("HAS " + instruction).equals("YES");
    }

    @Override
    public boolean isOpen() throws IOException {
        return ask("OPEN").equals("YES");
    }

    private String ask(String question) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the connection was closed without an answer");
            }
            return answer;
        }
    }
}
