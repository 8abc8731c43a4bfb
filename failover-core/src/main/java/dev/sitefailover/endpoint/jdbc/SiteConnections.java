package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one site from its activation until it is left: what a {@link FailoverDataSource}'s engine calls a
 * client. When the site is left, every one of them is aborted, borrowed or idle. Safe for use by several threads.
 */
public final class SiteConnections {
    /** What is done with a connection; a SQLException goes to the caller. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** So many attempts to connect may hold a thread after they were given up. */
    private static final int MOST_HANGING = 16;

    private final Site site;
    private final Wiring wiring;
    private final Set<Physical> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger hanging = new AtomicInteger();
    private final ProbeLine probe;
    private volatile Epoch epoch = Epoch.NONE;
    private volatile @Nullable Fate left;

    SiteConnections(Site site, Wiring wiring) {
        this.site = site;
        this.wiring = wiring;
        this.probe = new ProbeLine(site, wiring);
    }

    public Site site() {
        return site;
    }

    /** Does that work on a connection of its own, which is closed afterwards; for reconcilers and the like. */
    public <T extends @Nullable Object> T with(Work<T> work) throws SQLException {
        try (Connection connection = connect(null)) {
            return work.on(connection);
        }
    }

    /** Connects on another thread, so that whoever waits can give up whatever the driver does. */
    Dial<FailoverConnection> dial(ConnectionSource.@Nullable Credentials credentials) {
        Dial<FailoverConnection> dial = new Dial<>(() -> connect(credentials), hanging);
        if (hanging.get() >= MOST_HANGING) {
            dial.completeExceptionally(EndpointException.keptHere(
                    hanging + " attempts to connect to site " + site + " hang, which is enough", null));
        } else {
            wiring.watch().runtime().executor().execute(dial.task());
        }
        return dial;
    }

    FailoverConnection connect(ConnectionSource.@Nullable Credentials credentials) throws SQLException {
        Connection raw = wiring.source().connect(site, ConnectionSource.Purpose.BUSINESS, credentials);
        Physical made = new Physical(this, epoch, raw, wiring.watch());
        open.add(made);
        Fate gone = left;
        if (gone != null) {
            made.die(gone);
            throw new SQLException(gone.why() + " before the connection was made", SqlStates.NOT_CONNECTED);
        }
        return ConnectionHandle.over(made);
    }

    CompletionStage<ProbeResult> probe() {
        return probe.ask();
    }

    Epoch epoch() {
        return epoch;
    }

    void activated(Epoch in) {
        epoch = in;
    }

    /** From here on nothing goes to the site; completes when all connections were told. */
    CompletionStage<Void> leave(Epoch in) {
        Fate gone = new Fate("site " + site + " was left in epoch " + in, SqlStates.BROKEN, false);
        left = gone;
        List<CompletionStage<?>> aborted = new ArrayList<>();
        for (Physical connection : open) {
            aborted.add(connection.die(gone));
        }
        return CompletableFuture.allOf(
                aborted.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    void close() {
        leave(epoch);
        probe.close();
    }

    /** Makes what that thread waits for return. */
    void abandon(Thread caller) {
        if (!wiring.watch()
                .abandonCaller(caller, this, "no answer from site " + site + " within the call's deadline")) {
            caller.interrupt();
        }
    }

    void forget(Physical connection) {
        open.remove(connection);
    }

    Gate gate() {
        return wiring.gate();
    }

    boolean selectsMayWrite() {
        return wiring.selectsMayWrite();
    }

    Doubts doubts() {
        return wiring.doubts();
    }

    /** Connections that are open, lent or not. */
    int size() {
        return open.size();
    }

    @Override
    public String toString() {
        return "connections to " + site + " in epoch " + epoch;
    }
}
