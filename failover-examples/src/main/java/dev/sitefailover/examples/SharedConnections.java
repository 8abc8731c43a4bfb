package dev.sitefailover.examples;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The participants of a rehearsal share one HTTP client per site: fifty of them in one program would otherwise have
 * threads and connections that fifty gateways on fifty machines do not take from each other. What has no logon can be
 * shared; other schemes are not. A participant that closes its connection ends its own requests and nobody else's.
 */
final class SharedConnections implements Connector<Endpoint> {
    /** Who opens a connection later than that gets a new one, with the name looked up again. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final Connector<Endpoint> connector;
    private final Map<String, Shared> latest = new LinkedHashMap<>();

    SharedConnections(Connector<Endpoint> connector) {
        this.connector = connector;
    }

    /** One client and how many use it. */
    private static final class Shared {
        private final CompletionStage<Endpoint> opening;
        private final long openedAt = System.nanoTime();
        private int users;

        Shared(CompletionStage<Endpoint> opening) {
            this.opening = opening;
        }

        boolean isFresh() {
            CompletableFuture<Endpoint> stage = opening.toCompletableFuture();
            return System.nanoTime() - openedAt < FRESH_NANOS && !stage.isCompletedExceptionally();
        }
    }

    @Override
    public CompletionStage<Endpoint> open(Site site) {
        if (!isShared(site)) {
            return connector.open(site);
        }
        Shared shared = take(site);
        return shared.opening.thenApply(endpoint -> new Lease(site, shared, endpoint));
    }

    private static boolean isShared(Site site) {
        return "http".equalsIgnoreCase(site.address().getScheme())
                || "https".equalsIgnoreCase(site.address().getScheme());
    }

    private synchronized Shared take(Site site) {
        String place = site.address().toString();
        Shared shared = latest.get(place);
        if (shared == null || !shared.isFresh()) {
            Shared before = shared;
            shared = new Shared(connector.open(site));
            latest.put(place, shared);
            if (before != null && before.users == 0) {
                release(before);
            }
        }
        shared.users++;
        return shared;
    }

    private synchronized void leave(Lease lease) {
        Shared shared = lease.shared;
        shared.users--;
        if (shared.users == 0 && latest.get(lease.site.address().toString()) != shared) {
            release(shared);
        }
    }

    private void release(Shared shared) {
        shared.opening.thenAccept(connector::close);
    }

    @Override
    public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
        return client instanceof Lease
                ? CompletableFuture.completedFuture(null)
                : connector.activate(client, site, epoch);
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
    public void abandon(Endpoint client, Thread caller) {
        connector.abandon(client, caller);
    }

    @Override
    public void close(Endpoint client) {
        if (client instanceof Lease lease) {
            lease.close();
        } else {
            connector.close(client);
        }
    }

    /** One participant's use of a client. */
    private final class Lease implements Endpoint {
        private final Site site;
        private final Shared shared;
        private final Endpoint endpoint;
        private final AtomicLong sent = new AtomicLong();
        private final Map<Long, CompletableFuture<Reply>> outstanding = new ConcurrentHashMap<>();
        private volatile boolean closed;

        Lease(Site site, Shared shared, Endpoint endpoint) {
            this.site = site;
            this.shared = shared;
            this.endpoint = endpoint;
        }

        @Override
        public CompletionStage<Reply> send(Request request) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            long number = sent.incrementAndGet();
            outstanding.put(number, reply);
            if (closed) {
                outstanding.remove(number);
                return CompletableFuture.failedFuture(
                        new EndpointException(Delivery.NOT_SENT, "the connection to " + site + " is closed"));
            }
            endpoint.send(request).whenComplete((answer, error) -> {
                outstanding.remove(number);
                if (error == null) {
                    reply.complete(answer);
                } else {
                    reply.completeExceptionally(error);
                }
            });
            return reply;
        }

        void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            leave(this);
            outstanding
                    .values()
                    .forEach(reply -> reply.completeExceptionally(new EndpointException(
                            Delivery.IN_DOUBT, "the connection to " + site + " was closed meanwhile")));
        }
    }
}
