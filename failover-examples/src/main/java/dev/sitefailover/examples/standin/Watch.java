package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every few milliseconds: opens and closes the port as the faults want it, and notices when this process stood
 * still, for then its peer may have been promoted.
 */
final class Watch implements AutoCloseable {
    /** Nothing happened that would cast doubt. */
    static final long CERTAIN = Long.MIN_VALUE;

    private static final Duration EVERY = Duration.ofMillis(10);

    /** Well below what a peer waits before it goes on alone. */
    private static final long STOOD_STILL = Link.SILENCE.toNanos() / 2;

    private final HttpServer server;
    private final @Nullable TcpCounter tcp;
    private final Faults faults;
    private final Link link;
    private final Log log;
    private final Thread thread = new Thread(this::run, "stand-in-watch");
    private volatile long lastLook = System.nanoTime();
    private volatile boolean closed;
    private long doubtful = CERTAIN;
    /** From when to when it stood still last. */
    private long stoodFrom = lastLook;

    private long stoodUntil = lastLook;
    private boolean portLost;

    Watch(HttpServer server, @Nullable TcpCounter tcp, Faults faults, Link link, Log log) {
        this.server = server;
        this.tcp = tcp;
        this.faults = faults;
        this.link = link;
        this.log = log;
        thread.setDaemon(true);
    }

    void start() {
        lastLook = System.nanoTime();
        thread.start();
    }

    /** When this process went on after it had stood still; {@link #CERTAIN} when its peer has been heard since. */
    long doubtfulSince() {
        long now = System.nanoTime();
        synchronized (this) {
            if (now - lastLook > STOOD_STILL) {
                stoodFrom = lastLook;
                stoodUntil = now;
                lastLook = now;
                doubtful = now;
            }
            return doubtful;
        }
    }

    /**
     * How far back the books are certain: what was sent while this process stood still, or shortly before, may wait to be
     * read for as long as that again. Zero when it has not stood still for so long.
     */
    Duration behind(Duration wait) {
        long now = System.nanoTime();
        synchronized (this) {
            boolean caughtUp = stoodUntil == stoodFrom || now - stoodUntil > wait.toNanos();
            return caughtUp ? Duration.ZERO : Duration.ofNanos(now - stoodFrom);
        }
    }

    /** The doubt of that time is gone. */
    synchronized void certain(long since) {
        if (doubtful == since) {
            doubtful = CERTAIN;
        }
    }

    private void run() {
        try {
            while (!closed) {
                doubtfulSince();
                lastLook = System.nanoTime();
                look();
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings the port to where the faults want it. */
    void look() {
        if (faults.expire()) {
            log.say("a fault is over; in force: " + kinds());
            link.kick();
        }
        try {
            HttpServer.Reach wanted = faults.reach();
            server.reach(wanted);
            if (tcp != null) {
                tcp.reach(wanted);
            }
            portLost = false;
        } catch (IOException e) {
            if (!portLost) {
                log.say("its port cannot be used as the fault wants: " + e.getMessage());
            }
            portLost = true;
        }
    }

    String kinds() {
        String kinds = String.join(
                ", ",
                faults.inForce().stream()
                        .map(occurrence -> occurrence.fault().kind())
                        .toList());
        return kinds.isEmpty() ? "none" : kinds;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
