package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A port that stays a server's own while the server is down, so that a site can come back at its address. A port on which
 * nobody listens is free: meanwhile the system may give it to any connection that any program makes, and the server cannot
 * have it back; or to the very client that tries to connect there, which then meets itself.
 *
 * <p>Who connects to a held port on which nobody listens is refused. Whoever is about to listen on it, this program or a
 * child process, calls {@link #makeRoom()} before, and sets {@code SO_REUSEADDR}, as Java's servers do on Linux. There one may
 * listen beside the holder; on other systems the port is let go for that time, and {@link #hold()} takes it again.
 *
 * <p>Safe for use by several threads.
 */
public final class HeldPort implements AutoCloseable {
    private static final boolean BESIDE =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private InetSocketAddress address;
    private @Nullable Socket holder;

    private HeldPort(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Holds that address; port 0 is any free one.
     *
     * @throws IOException when somebody else has it
     */
    public static HeldPort of(InetSocketAddress address) throws IOException {
        HeldPort held = new HeldPort(requireNonNull(address, "address"));
        held.hold();
        return held;
    }

    /** Any free port of the loopback interface. */
    public static HeldPort onLoopback() throws IOException {
        return of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
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
     * @throws IOException when somebody else was quicker, or still listens
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
        address = (InetSocketAddress) bound.getLocalSocketAddress();
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
