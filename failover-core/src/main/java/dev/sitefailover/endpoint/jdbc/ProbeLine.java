package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.site.Site;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The probes' own connection to a site, never one of the business's. A probe that hangs is aborted when the next one
 * comes, which connects anew.
 */
final class ProbeLine {
    private static final int MOST_HANGING = 4;

    private final Site site;
    private final Wiring wiring;
    private final AtomicInteger asking = new AtomicInteger();
    private @Nullable Connection idle;
    private @Nullable Asking latest;
    private boolean closed;

    ProbeLine(Site site, Wiring wiring) {
        this.site = site;
        this.wiring = wiring;
    }

    CompletionStage<ProbeResult> ask() {
        Asking before;
        Asking now = new Asking();
        synchronized (this) {
            before = latest;
            latest = now;
        }
        if (before != null) {
            before.giveUp();
        }
        if (asking.get() > MOST_HANGING) {
            now.complete(ProbeResult.down(asking + " probes hang, which is enough"));
            return now;
        }
        asking.incrementAndGet();
        try {
            wiring.watch().runtime().executor().execute(now);
        } catch (RejectedExecutionException e) {
            asking.decrementAndGet();
            now.completeExceptionally(e);
        }
        return now;
    }

    void close() {
        Connection unused;
        Asking running;
        synchronized (this) {
            closed = true;
            unused = idle;
            idle = null;
            running = latest;
        }
        if (running != null) {
            running.giveUp();
        }
        discard(unused, false);
    }

    private synchronized @Nullable Connection take() {
        Connection kept = idle;
        idle = null;
        return kept;
    }

    private synchronized boolean keep(Connection connection) {
        if (closed || idle != null) {
            return false;
        }
        idle = connection;
        return true;
    }

    private static void discard(@Nullable Connection connection, boolean hangs) {
        if (connection == null) {
            return;
        }
        try {
            if (hangs) {
                connection.abort(Runnable::run);
            }
            connection.close();
        } catch (Exception | LinkageError e) {
            // it is of no use any more, whatever it says
        }
    }

    private static boolean isNobodyThere(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    /** One probe. */
    private final class Asking extends CompletableFuture<ProbeResult> implements Runnable {
        private @Nullable Connection connection;
        private boolean givenUp;

        @Override
        public void run() {
            try {
                complete(answer());
            } catch (Throwable t) {
                complete(isNobodyThere(t) ? ProbeResult.gone(String.valueOf(t.getMessage())) : ProbeResult.of(t));
            } finally {
                asking.decrementAndGet();
            }
        }

        private ProbeResult answer() throws SQLException {
            Connection kept = take();
            if (kept != null) {
                try {
                    return on(kept);
                } catch (SQLException e) {
                    if (isGivenUp()) {
                        throw e;
                    } // it may have broken long ago: a new one tells
                }
            }
            return on(wiring.source().connect(site, ConnectionSource.Purpose.PROBE, null));
        }

        private ProbeResult on(Connection on) throws SQLException {
            boolean wanted;
            synchronized (this) {
                connection = on;
                wanted = !givenUp;
            }
            boolean good = false;
            try {
                ProbeResult result = wanted ? wiring.question().ask(on) : ProbeResult.down("the probe was given up");
                good = wanted;
                return result;
            } finally {
                synchronized (this) {
                    connection = null;
                    good &= !givenUp;
                }
                if (!good || !keep(on)) {
                    discard(on, true);
                }
            }
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
        }

        void giveUp() {
            Connection hangs;
            synchronized (this) {
                if (givenUp || isDone()) {
                    return;
                }
                givenUp = true;
                hangs = connection;
            }
            complete(ProbeResult.down("no answer before the next probe"));
            if (hangs != null) {
                wiring.later(() -> discard(hangs, true));
            }
        }
    }
}
