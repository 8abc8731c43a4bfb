package dev.sitefailover.examples;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The participants of a rehearsal share one HTTP client per site and epoch: fifty of them in one program would otherwise
 * have threads and connections that fifty gateways on fifty machines do not take from each other. What has no logon can
 * be shared; other schemes are not. A participant that closes its connection ends its own requests and nobody else's; the
 * last one closes the client. Close it when the rehearsal is over.
 */
final class SharedConnections implements Connector<Endpoint>, AutoCloseable {
    /** Who opens a connection later than that gets a new one, with the name looked up again. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    /** As a client of one's own does: what is outstanding does not end on the thread that leaves, and a moment later. */
    private static final Executor BEHIND = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Connector<Endpoint> connector;
    private final Map<String, Shared> latest = new LinkedHashMap<>();
    private final Set<Shared> open = new LinkedHashSet<>();

    SharedConnections(Connector<Endpoint> connector) {
        this.connector = connector;
    }

    /** One client, how many use it, and the epoch it speaks in once one of them is logged on. */
    private static final class Shared {
        private final CompletionStage<Endpoint> opening;
        private final long openedAt = System.nanoTime();
        private @Nullable Epoch epoch;
        private @Nullable CompletionStage<Void> activation;
        private int users = 1;

        Shared(CompletionStage<Endpoint> opening) {
            this.opening = opening;
        }

        boolean isFresh() {
            CompletableFuture<Endpoint> stage = opening.toCompletableFuture();
            return System.nanoTime() - openedAt < FRESH_NANOS && !stage.isCompletedExceptionally();
        }

        boolean speaksIn(Epoch wanted) {
            return epoch == null || epoch.equals(wanted);
        }
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        if (!isShared(site)) {
            return connector.open(site);
        }
        Shared shared = take(site, null);
        return shared.opening
                .<Endpoint>thenApply(endpoint -> new Lease(site, shared, endpoint))
                .whenComplete((lease, error) -> {
                    if (error != null) {
                        leave(shared);
                    }
                });
    }

    private static boolean isShared(Site site) {
        return "http".equalsIgnoreCase(site.address().getScheme())
                || "https".equalsIgnoreCase(site.address().getScheme());
    }

    private synchronized Shared take(Site site, @Nullable Epoch epoch) {
        String place = site.address().toString();
        Shared shared = latest.get(place);
        if (shared != null && open.contains(shared) && shared.isFresh() && (epoch == null || shared.speaksIn(epoch))) {
            shared.users++;
            return shared;
        }
        Shared next = new Shared(connector.open(site));
        latest.put(place, next);
        open.add(next);
        return next;
    }

    private void leave(Shared shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0 || !open.remove(shared)) {
                return;
            }
        }
        release(shared);
    }

    private void release(Shared shared) {
        shared.opening.thenAccept(connector::close);
    }

    /** The client of a participant in another epoch than the one it shared so far is another one. */
    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return client instanceof Lease lease ? activate(lease, site, epoch) : connector.activate(client, site, epoch);
    }

    private CompletionStage<Void> activate(Lease lease, Site site, Epoch epoch) {
        if (lease.closed) {
            return CompletableFuture.failedFuture(lease.closedBefore());
        }
        Connection now = lease.connection;
        Shared shared = now.shared;
        synchronized (this) {
            if (shared.speaksIn(epoch)) {
                CompletionStage<Void> activation = shared.activation;
                if (activation == null || activation.toCompletableFuture().isCompletedExceptionally()) {
                    activation = connector.activate(now.endpoint, site, epoch);
                    shared.epoch = epoch;
                    shared.activation = activation;
                }
                return activation;
            }
        }
        Shared other = take(site, epoch);
        return other.opening
                .thenAccept(endpoint -> lease.changeTo(new Connection(other, endpoint)))
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        leave(other);
                    }
                })
                .thenCompose(nothing -> activate(lease, site, epoch));
    }

    @Override
    public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
        if (client instanceof Lease lease) {
            lease.close();
            return CompletableFuture.completedFuture(null);
        }
        return connector.deactivate(client, site, epoch);
    }

    @Override
    public boolean blocks(Site site) {
        return connector.blocks(site);
    }

    @Override
    public boolean recovers(Site site) {
        return connector.recovers(site);
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return connector.presence(site);
    }

    /** A share ends when its participant leaves. */
    @Override
    public boolean keepsClients(Site site) {
        return !isShared(site) && connector.keepsClients(site);
    }

    @Override
    public void abandon(Endpoint client, Thread caller) {
        connector.abandon(client instanceof Lease lease ? lease.connection.endpoint : client, caller);
    }

    @Override
    public void close(Endpoint client) {
        if (client instanceof Lease lease) {
            lease.close();
        } else {
            connector.close(client);
        }
    }

    /** Closes every shared client, whoever still uses it. */
    @Override
    public void close() {
        List<Shared> left;
        synchronized (this) {
            left = List.copyOf(open);
            open.clear();
            latest.clear();
        }
        left.forEach(this::release);
    }

    /** A client and its endpoint. */
    private record Connection(Shared shared, Endpoint endpoint) {}

    /** One participant's use of a client. */
    private final class Lease implements Endpoint {
        private final Site site;
        private final AtomicLong sent = new AtomicLong();
        private final Map<Long, CompletableFuture<Reply>> outstanding = new ConcurrentHashMap<>();
        private volatile Connection connection;
        private volatile boolean closed;

        Lease(Site site, Shared shared, Endpoint endpoint) {
            this.site = site;
            this.connection = new Connection(shared, endpoint);
        }

        @Override
        public CompletionStage<Reply> send(Request request) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            CompletionStage<Reply> outcome = reply;
            long number = sent.incrementAndGet();
            outstanding.put(number, reply);
            if (closed) {
                outstanding.remove(number);
                return CompletableFuture.failedFuture(closedBefore());
            }
            CompletionStage<Reply> sending = connection.endpoint.send(request);
            outcome.whenComplete((answer, error) -> {
                outstanding.remove(number);
                if (error != null) {
                    sending.toCompletableFuture().cancel(true); // nobody waits for it any more
                }
            });
            sending.whenComplete((answer, error) -> {
                if (error == null) {
                    reply.complete(answer);
                } else {
                    reply.completeExceptionally(error);
                }
            });
            return outcome;
        }

        EndpointException closedBefore() {
            return new EndpointException(Delivery.NOT_SENT, "the connection to " + site + " is closed");
        }

        private void changeTo(Connection next) {
            Connection before;
            synchronized (this) {
                before = closed ? next : connection;
                connection = closed ? connection : next;
            }
            leave(before.shared);
        }

        void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            leave(connection.shared);
            BEHIND.execute(() -> outstanding
                    .values()
                    .forEach(reply -> reply.completeExceptionally(new EndpointException(
                            Delivery.IN_DOUBT, "the connection to " + site + " was closed meanwhile"))));
        }
    }
}
