package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.LiveEndpoint;
import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.net.UnknownHostException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One database as an endpoint: a few workers, each with a connection of its own while it has something to do. */
final class JdbcEndpoint implements LiveEndpoint {
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final Logger LOG = LoggerFactory.getLogger(JdbcEndpoints.class);
    /** {@code jdbc:...://host:port/...}; not a list of hosts, which only the driver understands. */
    private static final Pattern HOST = Pattern.compile("^jdbc:[^/]*//(\\[[^]]+]|[^/,;:?@\\[\\\\]+)(:\\d+)?([/;?]|$)");

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
    private final NameLookup names;
    private volatile @Nullable NameResolution resolution;
    /** Counts the times that earlier connections were found to lead elsewhere, perhaps. */
    private final AtomicInteger lead = new AtomicInteger();

    private volatile boolean closed;

    JdbcEndpoint(Site site, JdbcSettings settings, NameLookup names) {
        this.site = site;
        this.names = names;
        this.resolution = resolve();
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

    @Override
    public @Nullable NameResolution resolution() {
        return resolution;
    }

    /** Completes when it is known where the name leads now; idle connections to elsewhere are closed. */
    CompletionStage<Void> activated(Epoch epoch) {
        connections.activated(epoch);
        NameResolution known = resolution;
        if (known == null) {
            return CompletableFuture.completedFuture(null); // the driver asks whomever it asks
        }
        return names.again(known, runtime).thenAccept(found -> {
            resolution = found;
            if (!found.leadsWhere(known)) {
                lead.incrementAndGet();
                discardIdle();
            }
        });
    }

    private void discardIdle() {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            discard(kept.connection);
        }
    }

    /** Null when the address has no single host in the usual place, or nobody knows it yet. */
    private @Nullable NameResolution resolve() {
        Matcher host = HOST.matcher(site.address().toString());
        if (!host.find()) {
            return null;
        }
        try {
            return names.lookUp(host.group(1));
        } catch (UnknownHostException e) {
            LOG.debug("site {}: the resolver does not know its host", site, e); // its driver may all the same
            return null;
        }
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
                int under = lead.get();
                FailoverConnection connection = take();
                Reply reply;
                try {
                    reply = call.on(connection, site);
                } finally {
                    if (connection.isClosed() || closed || under != lead.get()) {
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
