package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.proxy.FaultProxy;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** What a proxy costs: the round trip of a small message and a stream of bytes, through each in turns. */
public final class ProxyBench implements AutoCloseable {
    public static final String NAME = "proxy";
    private static final int MESSAGE = 64;
    private static final int CHUNK = 128 << 10;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final double MOST_ADDED_MICROS = 30;
    private static final double LEAST_GIGABYTES = 1.3;

    /** One way to the server. */
    private static final class Way {
        private final String name;
        private final int port;
        private final AutoCloseable proxy;
        private final List<Double> micros = new ArrayList<>();
        private final List<Double> gigabytes = new ArrayList<>();

        Way(String name, int port, AutoCloseable proxy) {
            this.name = name;
            this.port = port;
            this.proxy = proxy;
        }

        void tell(Consumer<Figure> figures) {
            figures.accept(Figure.of(NAME, name, "64 bytes", "round trip", "us", spread(micros)));
            figures.accept(Figure.of(NAME, name, "one way", "stream", "GB/s", spread(gigabytes)));
        }

        private static Spread spread(List<Double> values) {
            return Spread.of(values.stream().mapToDouble(value -> value).toArray());
        }
    }

    private final ServerSocket server;
    private final List<Way> ways = new ArrayList<>();

    private ProxyBench() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "bench-server");
        accepting.setDaemon(true);
        accepting.start();
        int port = server.getLocalPort();
        ways.add(new Way("direct", port, () -> {}));
        FaultProxy fault = FaultProxy.to("127.0.0.1", port).start();
        ways.add(new Way("fault proxy", fault.port(), fault));
        PlainRelay plain = new PlainRelay(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ways.add(new Way("plain java.nio relay", plain.port(), plain));
        for (Relay relay : ServiceLoader.load(Relay.class, ProxyBench.class.getClassLoader())) {
            ways.add(new Way(relay.name(), relay.open(port), relay));
        }
    }

    /**
     * Prints the table.
     *
     * @return whether the fault proxy adds at most 30 µs to the round trip, streams at least 1.3 GB/s and passes a half-close
     *     on
     */
    public static boolean run(int rounds, int roundTrips, int megabytes, PrintWriter out, Consumer<Figure> figures)
            throws IOException {
        try (ProxyBench bench = new ProxyBench()) {
            out.println(
                    rounds + " turns each: " + roundTrips + " round trips of " + MESSAGE + " bytes, one at a time, and "
                            + megabytes + " MB one way; median (range); all ends in this one process, "
                            + Runtime.getRuntime().availableProcessors() + " processors, Java "
                            + Runtime.version().feature());
            for (int round = -1; round < rounds; round++) {
                for (Way way : bench.ways) {
                    double micros = roundTrip(way.port, roundTrips);
                    double gigabytes = stream(way.port, megabytes);
                    if (round >= 0) { // the first turn compiles
                        way.micros.add(micros);
                        way.gigabytes.add(gigabytes);
                    }
                }
            }
            bench.ways.forEach(way -> way.tell(figures));
            return bench.print(out);
        }
    }

    private boolean print(PrintWriter out) throws IOException {
        double direct = median(ways.get(0).micros);
        out.println(String.format(
                Locale.ROOT,
                "%-22s %28s %12s %26s %12s",
                "WAY",
                "ROUND TRIP p50 us",
                "ADDED us",
                "STREAM GB/s",
                "HALF-CLOSE"));
        for (Way way : ways) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-22s %10.1f (%5.1f - %5.1f)   %10.1f %12.2f (%4.2f - %4.2f) %12s",
                    way.name,
                    median(way.micros),
                    at(way.micros, 0),
                    at(way.micros, 1),
                    median(way.micros) - direct,
                    median(way.gigabytes),
                    at(way.gigabytes, 0),
                    at(way.gigabytes, 1),
                    passesHalfClose(way.port) ? "passed on" : "lost"));
        }
        Way fault = ways.get(1);
        double added = median(fault.micros) - direct;
        boolean met =
                added <= MOST_ADDED_MICROS && median(fault.gigabytes) >= LEAST_GIGABYTES && passesHalfClose(fault.port);
        out.println(String.format(
                Locale.ROOT,
                "fault proxy: added %.1f us, goal %.0f; %.2f GB/s, goal %.1f: %s",
                added,
                MOST_ADDED_MICROS,
                median(fault.gigabytes),
                LEAST_GIGABYTES,
                met ? "met" : "MISSED"));
        out.flush();
        return met;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread serving = new Thread(() -> serve(socket), "bench-served");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the bench is over
        }
    }

    /** The first byte says whether to echo or to swallow and confirm. */
    private static void serve(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            int kind = in.read();
            byte[] buffer = new byte[CHUNK];
            if (kind == 'e') {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            } else {
                long left = new DataInputStream(in).readLong();
                while (left > 0) {
                    left -= in.read(buffer);
                }
                out.write(1);
            }
        } catch (IOException closed) {
            // the client has gone
        }
    }

    private static double roundTrip(int port, int count) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write('e');
            byte[] message = new byte[MESSAGE];
            long[] took = new long[count];
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                out.write(message);
                if (in.readNBytes(message, 0, MESSAGE) < MESSAGE) {
                    throw new IOException("the connection ended");
                }
                took[i] = System.nanoTime() - start;
            }
            Arrays.sort(took);
            return took[count / 2] / 1e3;
        }
    }

    private static double stream(int port, int megabytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            long chunks = Math.max(1, megabytes * 1_000_000L / CHUNK);
            java.io.DataOutputStream head = new java.io.DataOutputStream(out);
            long start = System.nanoTime();
            head.writeByte('s');
            head.writeLong(chunks * CHUNK);
            for (long i = 0; i < chunks; i++) {
                out.write(chunk);
            }
            if (socket.getInputStream().read() != 1) {
                throw new IOException("the stream was not confirmed");
            }
            return chunks * CHUNK / (double) (System.nanoTime() - start);
        }
    }

    /** Whether the server hears that the client has no more to say, and the client still hears the answer. */
    private static boolean passesHalfClose(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] message = new byte[1 + MESSAGE];
            message[0] = 'e';
            socket.getOutputStream().write(message);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes().length == MESSAGE;
        } catch (SocketException | SocketTimeoutException e) {
            return false;
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static double at(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) (part * (sorted.size() - 1)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Way way : ways) {
            try {
                way.proxy.close();
            } catch (Exception e) {
                throw new IOException(way.name + " does not close: " + e.getMessage(), e);
            }
        }
    }
}
