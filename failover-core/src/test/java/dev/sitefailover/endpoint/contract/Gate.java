package dev.sitefailover.endpoint.contract;

import dev.sitefailover.proxy.HeldPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay before a real server: what a network or a dying process does to connections is done here, for any protocol. */
public final class Gate implements AutoCloseable {
    private final int behind;
    private final HeldPort port;
    private final List<Pump> pumps = new ArrayList<>();
    private final List<Socket> fromClients = new ArrayList<>();
    private final List<Socket> toServer = new ArrayList<>();
    private volatile @Nullable ServerSocket listening;
    private volatile @Nullable Thread acceptor;
    private boolean silent;

    /** Before the server at that port. */
    public Gate(int behind) throws IOException {
        this.behind = behind;
        this.port = HeldPort.onLoopback(0);
        open(listen());
    }

    public int port() {
        return port.port();
    }

    /** Connections that clients hold open, now. */
    public synchronized int connections() {
        return fromClients.size();
    }

    /** Nothing gets through either way any more; connections are accepted and stay. */
    public synchronized void silence() {
        silent = true;
    }

    /** What was held back gets through. */
    public void speak() {
        synchronized (this) {
            silent = false;
        }
        for (Pump pump : pumps()) {
            try {
                pump.flush();
            } catch (IOException e) {
                // that connection is gone
            }
        }
    }

    /** Every connection is reset and new ones are refused. */
    public void crash() throws IOException {
        Thread accepting = acceptor;
        ServerSocket socket = listening;
        if (socket != null && accepting != null) {
            socket.close();
            try {
                accepting.join(); // an accept under way may take one more
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            port.hold();
        }
        endAll();
    }

    private synchronized void endAll() {
        listening = null;
        for (Socket client : List.copyOf(fromClients)) {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed already
            }
            closeQuietly(client);
        }
        for (Socket server : List.copyOf(toServer)) {
            closeQuietly(server);
        }
    }

    /** Listens again. */
    public synchronized void restart() throws IOException {
        silent = false;
        open(listen());
    }

    @Override
    public void close() throws IOException {
        crash();
        port.close();
        speak();
    }

    private ServerSocket listen() throws IOException {
        port.makeRoom();
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(port.address(), 200);
        return socket;
    }

    private synchronized void open(ServerSocket socket) {
        listening = socket;
        acceptor = daemon(() -> accept(socket));
    }

    private synchronized void begin(Pump pump) {
        pumps.add(pump);
        daemon(pump::run);
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                synchronized (this) {
                    fromClients.add(client);
                    toServer.add(server);
                }
                begin(new Pump(client, server, true));
                begin(new Pump(client, server, false));
            }
        } catch (IOException closed) {
            // crashed, or the test is over
        }
    }

    /** What was held back so far, in bytes. */
    public int heldBack() {
        return pumps().stream().mapToInt(Pump::held).sum();
    }

    private synchronized List<Pump> pumps() {
        return List.copyOf(pumps);
    }

    private synchronized boolean isSilent() {
        return silent;
    }

    private synchronized void ended(Pump pump) {
        pumps.removeIf(pump::equals);
        fromClients.removeIf(pump.client::equals);
        toServer.removeIf(pump.server::equals);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** One direction. It reads on while silent, so that it notices who leaves. */
    private final class Pump {
        private final Socket client;
        private final Socket server;
        private final boolean toServer;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        Pump(Socket client, Socket server, boolean toServer) {
            this.client = client;
            this.server = server;
            this.toServer = toServer;
        }

        void run() {
            byte[] buffer = new byte[8192];
            try (client;
                    server) {
                InputStream in = (toServer ? client : server).getInputStream();
                for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                    synchronized (held) {
                        held.write(buffer, 0, got);
                    }
                    flush();
                }
            } catch (IOException gone) {
                // one side is gone, so the other one goes too
            } finally {
                ended(this);
            }
        }

        void flush() throws IOException {
            synchronized (held) {
                if (!isSilent() && held.size() > 0) {
                    held.writeTo((toServer ? server : client).getOutputStream());
                    held.reset();
                }
            }
        }

        int held() {
            synchronized (held) {
                return held.size();
            }
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "gate");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
