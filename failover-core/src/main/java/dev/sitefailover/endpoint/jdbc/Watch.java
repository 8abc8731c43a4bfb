package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deadlines of what is under way on physical connections, with one timer for all of them: no deadline is shorter than
 * the common timeout, so whoever looks once in that time misses none.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverDataSource.class);
    /** An aborted operation gets this long to come back by itself before its thread is interrupted. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final EngineRuntime runtime;
    private volatile long timeout;
    private final Set<Underway> underway = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean armed = new AtomicBoolean();

    Watch(EngineRuntime runtime, Duration timeout) {
        this.runtime = runtime;
        this.timeout = timeout.toNanos();
    }

    void timeout(Duration common) {
        timeout = common.toNanos();
    }

    Duration timeout() {
        return Duration.ofNanos(timeout);
    }

    EngineRuntime runtime() {
        return runtime;
    }

    Logger log() {
        return LOG;
    }

    /** @param more what the operation may take beyond the common timeout */
    Underway begin(Physical connection, String what, long more) {
        Underway begun = new Underway(this, connection, what, runtime.nanoTime(), timeout + more);
        underway.add(begun);
        if (!armed.get() && armed.compareAndSet(false, true)) {
            runtime.schedule(timeout, this::look);
        }
        return begun;
    }

    void ended(Underway operation) {
        underway.remove(operation);
    }

    List<OverdueOperation> overdue() {
        long now = runtime.nanoTime();
        return underway.stream()
                .map(operation -> operation.overdue(now))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What runs on that connection is to come back: the connection is aborted, then its thread interrupted. */
    CompletionStage<Void> abandon(Physical connection) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        for (Underway operation : underway) {
            if (operation.connection == connection) {
                operation.abandoned = true;
            }
        }
        later(() -> {
            boolean aborted = abort(connection);
            if (aborted) {
                runtime.schedule(GRACE, () -> interrupt(connection));
            } else {
                interrupt(connection);
            }
            told.complete(null);
            connection.closeRaw();
        });
        return told;
    }

    /** The connection that thread waits on, by the oldest operation of it. */
    boolean abandonCaller(Thread caller, SiteConnections at, String why) {
        for (Underway operation : underway) {
            if (operation.caller == caller && operation.connection.isAt(at)) {
                operation.connection.die(new Fate(why, SqlStates.BROKEN, true));
                return true;
            }
        }
        return false;
    }

    private void look() {
        long now = runtime.nanoTime();
        long next = Long.MAX_VALUE;
        for (Underway operation : underway) {
            long left = operation.deadline - now;
            if (operation.abandoned) {
                continue;
            }
            if (left <= 0) {
                expire(operation, now);
            } else {
                next = Math.min(next, left);
            }
        }
        if (next == Long.MAX_VALUE) {
            armed.set(false);
            if (underway.stream().allMatch(operation -> operation.abandoned) || !armed.compareAndSet(false, true)) {
                return; // nothing began between the look and the flag
            }
        }
        runtime.schedule(Math.min(next, timeout), this::look);
    }

    private void expire(Underway operation, long now) {
        operation.abandoned = true;
        Duration after = Duration.ofMillis((now - operation.began) / 1_000_000);
        LOG.warn(
                "{} at site {} did not return within {}: its connection is aborted",
                operation.what,
                operation.connection.site(),
                after);
        operation.connection.die(new Fate(
                "no answer from site " + operation.connection.site() + " within " + after, SqlStates.BROKEN, true));
    }

    private static boolean abort(Physical connection) {
        try {
            connection.abortRaw();
            return true;
        } catch (Exception | LinkageError e) {
            LOG.debug("the driver cannot abort a connection to site {}", connection.site(), e);
            return false;
        }
    }

    private void interrupt(Physical connection) {
        for (Underway operation : underway) {
            if (operation.connection == connection) {
                operation.interrupt();
            }
        }
    }

    private void later(Runnable task) {
        try {
            runtime.executor().execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }
}
