package dev.sitefailover.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A listening socket on loopback that does what a test tells it to with every connection. */
public final class BadSite implements AutoCloseable {
    private final ServerSocket listening;
    private final @Nullable SSLContext tls;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is done with one connection; when it returns, the connection is closed. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(Visit visit) throws IOException;
    }

    /** One connection. */
    public record Visit(BadSite site, Socket socket, InputStream in, OutputStream out) {

        /** Stays until the client or the test ends it. */
        public void untilTheyLeave() throws IOException {
            while (in.read() >= 0) {
                // whatever it is
            }
        }

        /** Takes some of what was sent: enough to know that it was sent. */
        public void takeSomething() throws IOException {
            in.read(new byte[8192]);
        }

        /** Takes what was sent up to and with that text; fails when the client leaves before. */
        public String takeUntil(String text) throws IOException {
            StringBuilder taken = new StringBuilder();
            while (taken.indexOf(text) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client left after " + taken);
                }
                taken.append((char) next);
            }
            return taken.toString();
        }

        /** One byte now and then, for ever. */
        public void drip(int value) throws IOException {
            while (!site.endsWithin(10)) {
                out.write(value);
                out.flush();
            }
        }

        /** Ends the connection so that the other side notices it as a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private BadSite(@Nullable SSLContext tls, Behaviour behaviour) throws IOException {
        this.tls = tls;
        this.behaviour = behaviour;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    public static BadSite that(@Nullable SSLContext tls, Behaviour behaviour) throws IOException {
        BadSite site = new BadSite(tls, behaviour);
        daemon(site::accept);
        return site;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections were ever accepted. */
    public int accepted() {
        return sockets.size();
    }

    /** How many of them have ended. */
    public int ended() {
        return ended.get();
    }

    public boolean endsWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                daemon(() -> visited(socket));
            }
        } catch (IOException closing) {
            // the test is over
        }
    }

    private void visited(Socket plain) {
        try (Socket socket = tls == null ? plain : tls.getSocketFactory().createSocket(plain, null, true)) {
            behaviour.handle(new Visit(this, socket, socket.getInputStream(), socket.getOutputStream()));
        } catch (IOException left) {
            // the client ended it, which is what bad sites are for
        } finally {
            ended.incrementAndGet();
        }
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "bad-site");
        thread.setDaemon(true);
        thread.start();
    }
}
