package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A port that the system gives to nobody while the server it belongs to is down, so that a site can come back at its address.
 * A port on which nobody listens is free: the system may give it to any connection that any program makes, and the server
 * cannot have it back before that ends; or to the very client that tries to connect there, which then meets itself.
 *
 * <p>Who connects to a held port on which nobody listens is refused. Whoever is about to listen on it, this program or a
 * child process, calls {@link #makeRoom()} before, and sets {@code SO_REUSEADDR}. On Linux one may listen beside the holder,
 * so the port is held throughout; where the system does not allow it the port is let go, and is anybody's until it is listened
 * on, and after that until {@link #hold()} takes it again.
 *
 * <p>It keeps a port from being given away, not from being asked for: a server that wants this very number, and sets
 * {@code SO_REUSEADDR}, may listen there too, and another one may hold it too.
 *
 * <p>Safe for use by several threads.
 */
public final class HeldPort implements AutoCloseable {
    private static final InetAddress LOOPBACK = loopback();
    /** Whether one may listen beside the holder. */
    private static final boolean BESIDE = isBesideAllowed();

    private InetSocketAddress address;
    private @Nullable Socket holder;

    private HeldPort(InetSocketAddress address) {
        this.address = address;
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static boolean isBesideAllowed() {
        try (HeldPort held = onLoopback(0);
                ServerSocket server = new ServerSocket();
                Socket client = new Socket()) {
            server.setReuseAddress(true);
            server.bind(held.address());
            client.connect(held.address(), 1_000);
            return true;
        } catch (IOException e) {
            return !(e instanceof BindException); // anything else says nothing about it
        }
    }

    /**
     * Holds that address; port 0 is any free one.
     *
     * @throws IOException when it cannot be had: somebody listens there, or has it without {@code SO_REUSEADDR}, or this
     *     machine has no such address
     */
    public static HeldPort of(InetSocketAddress address) throws IOException {
        HeldPort held = new HeldPort(requireNonNull(address, "address"));
        held.hold();
        return held;
    }

    /**
     * Holds that port of 127.0.0.1, whatever the JVM's preferences; 0 is any free one.
     *
     * @throws IOException as {@link #of}
     * @throws IllegalArgumentException when the port is not 0 to 65535
     */
    public static HeldPort onLoopback(int port) throws IOException {
        return of(new InetSocketAddress(LOOPBACK, port));
    }

    /** What is held, with the port's number. */
    public synchronized InetSocketAddress address() {
        return address;
    }

    /** Its number, 1 to 65535; the same for ever. */
    public synchronized int port() {
        return address.getPort();
    }

    /** Somebody is about to listen there. */
    public synchronized void makeRoom() {
        if (!BESIDE) {
            close();
        }
    }

    /**
     * Nobody listens there any more. Does nothing where the port is held already; takes back {@link #close()} as well.
     *
     * @throws IOException as {@link #of}
     */
    public synchronized void hold() throws IOException {
        if (holder != null) {
            return;
        }
        Socket bound = new Socket();
        try {
            bound.setReuseAddress(true);
            bound.bind(address);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
        address = new InetSocketAddress(address.getAddress(), bound.getLocalPort());
        holder = bound;
    }

    /** Lets go of it. Idempotent. */
    @Override
    public synchronized void close() {
        Socket held = holder;
        holder = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                // a socket that was never connected has nothing to lose
            }
        }
    }

    @Override
    public synchronized String toString() {
        return address + (holder == null ? ", let go" : ", held");
    }
}
