package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One database as an endpoint: a few workers, each with a connection of its own while it has something to do. */
final class JdbcEndpoint implements Endpoint, AutoCloseable {
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** A connection that was idle for longer is asked whether it still is one. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private record Idle(FailoverConnection connection, long since) {}

    private final Site site;
    private final JdbcSettings settings;
    private final EngineRuntime runtime = EngineRuntime.system();
    private final SiteConnections connections;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final ThreadPoolExecutor workers;
    private volatile boolean closed;

    JdbcEndpoint(Site site, JdbcSettings settings) {
        this.site = site;
        this.settings = settings;
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        this.connections = new SiteConnections(
                site,
                new Wiring(
                        new DriverSource(properties),
                        new ServingQuestion(null),
                        new Watch(runtime, settings.timeout()),
                        Gate.OPEN,
                        new Doubts(runtime, Duration.ZERO),
                        true));
        this.workers = new ThreadPoolExecutor(
                settings.workers(),
                settings.workers(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                work -> {
                    Thread thread = new Thread(work, "site-failover-jdbc-" + THREADS.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    void activated(Epoch epoch) {
        connections.activated(epoch);
    }

    @Override
    public CompletionStage<Reply> send(Request request) {
        Job job = new Job(request);
        try {
            workers.execute(job);
        } catch (RejectedExecutionException e) {
            job.completeExceptionally(EndpointException.keptHere(
                    closed
                            ? "the endpoint of site " + site + " is closed"
                            : settings.workers() + " requests to site " + site + " are under way and "
                                    + settings.queue() + " wait",
                    null));
        }
        return job.minimalCompletionStage();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Runnable waiting : workers.shutdownNow()) {
            ((Job) waiting).completeExceptionally(EndpointException.keptHere("site " + site + " was left", null));
        }
        connections.close();
        idle.clear();
        runtime.close();
    }

    private FailoverConnection take() throws EndpointException {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            try {
                boolean trusted = System.nanoTime() - kept.since < TRUSTED.toNanos();
                if (trusted ? !kept.connection.isClosed() : kept.connection.isValid(0)) {
                    return kept.connection;
                }
            } catch (SQLException e) {
                // the next one, or a new one
            }
            discard(kept.connection);
        }
        return connect();
    }

    private FailoverConnection connect() {
        Dial<FailoverConnection> dial = connections.dial(null);
        FailoverConnection made = null;
        try {
            made = dial.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return made;
        } catch (TimeoutException e) {
            throw notSent("no connection to site " + site + " within " + settings.timeout(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EndpointException.keptHere("interrupted while connecting to site " + site, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EndpointException known) {
                throw known;
            }
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw notSent("no connection to site " + site + ": " + why, e.getCause());
        } finally {
            dial.giveUpUnlessMade(made);
        }
    }

    private static EndpointException notSent(String why, @Nullable Throwable cause) {
        return new EndpointException(Delivery.NOT_SENT, why, cause);
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // it was of no use any more
        }
    }

    private final class Job extends CompletableFuture<Reply> implements Runnable {
        private final Request request;

        Job(Request request) {
            this.request = request;
        }

        @Override
        public void run() {
            try {
                FunctionCall call = FunctionCall.of(request);
                FailoverConnection connection = take();
                Reply reply;
                try {
                    reply = call.on(connection, site);
                } finally {
                    if (connection.isClosed() || closed) {
                        discard(connection);
                    } else {
                        idle.addFirst(new Idle(connection, System.nanoTime()));
                    }
                }
                complete(reply);
            } catch (Throwable t) {
                completeExceptionally(t);
            }
        }
    }
}
