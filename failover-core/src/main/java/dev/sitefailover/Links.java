package dev.sitefailover;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients, one per site, opened when first needed and replaced when they hang. */
final class Links<C> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);
    /** So many connects to one site may hold a thread at once after they were given up. */
    private static final int MOST_HANGING = 8;

    private final EngineRuntime runtime;
    private final Connector<C> connector;
    /** A few: looked through for every probe. */
    private final List<Link> links;

    private volatile boolean closed;

    Links(EngineRuntime runtime, Connector<C> connector, GuardSettings guards, List<Site> sites) {
        this.runtime = runtime;
        this.connector = connector;
        List<Link> all = new ArrayList<>(sites.size());
        for (Site site : sites) {
            all.add(new Link(site, new Guard(site.id(), guards, runtime)));
        }
        this.links = List.copyOf(all);
    }

    /** The site's client; opened now when there is none. */
    CompletionStage<C> client(Site site) {
        return of(site).client();
    }

    Guard guard(Site site) {
        return of(site).guard;
    }

    /** Logs on; what is under way is remembered, so that it can be taken back. */
    CompletionStage<Void> activate(Site site, Epoch epoch) {
        return of(site).activate(epoch);
    }

    /** The client that was activated last at the site; it stays until the site is left. */
    C activated(Site site) {
        CompletableFuture<C> client = of(site).opened();
        if (client == null || !client.isDone()) {
            throw new SiteFailoverException("the client of site " + site + " is gone although it was activated");
        }
        return client.join();
    }

    /** Leaves the site; also takes back an activation that is still under way once it is through. */
    CompletionStage<Void> deactivate(Site site, Epoch epoch) {
        Link link = of(site);
        Opening<C> client = link.opened();
        if (client == null) {
            return CompletableFuture.completedFuture(null);
        }
        return link.settled()
                .thenCompose(nothing -> client)
                .thenCompose(opened -> run(site, () -> connector.deactivate(opened, site, epoch)))
                .whenComplete((nothing, error) -> {
                    if (link.left(client, connector.keepsClients(site))) {
                        close(site, client);
                    }
                });
    }

    /** The client does not react: close it behind its back and open another when one is needed. */
    void replace(Site site) {
        Opening<C> old = of(site).forget();
        if (old != null) {
            close(site, old);
        }
    }

    /**
     * Replaces the client of a site that is down, unless it is logged on or about to be: then it is for the switch
     * procedure to leave. One that recovers by itself is replaced only when the site goes down.
     *
     * @param now the site has just been found down
     */
    void renewUnlessActive(Site site, boolean now) {
        if (now || !connector.recovers(site)) {
            Opening<C> old = of(site).forgetUnlessActive();
            if (old != null) {
                close(site, old);
            }
        }
    }

    CompletionStage<Void> closeAll() {
        closed = true;
        List<CompletableFuture<?>> all = new ArrayList<>(links.size());
        for (Link link : links) {
            Opening<C> client = link.forget();
            boolean opened = client != null && client.isDone();
            CompletionStage<?> closing = client == null ? null : close(link.site, client);
            if (opened && closing != null) {
                all.add(closing.toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
    }

    /** Closes it as soon as it is open; one that is still being opened is told that nobody waits any more. */
    private CompletionStage<?> close(Site site, Opening<C> client) {
        client.giveUp();
        return connector.blocks(site)
                ? client.handleAsync((opened, error) -> closed(site, opened), runtime.executor())
                : client.handle((opened, error) -> closed(site, opened));
    }

    private @Nullable Void closed(Site site, @Nullable C opened) {
        if (opened != null) {
            try {
                connector.close(opened);
            } catch (Throwable t) {
                LOG.warn("closing the client of site {} failed", site, t);
            }
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // the same object nearly always, and asked for every probe
    private Link of(Site site) {
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            if (link.site == site || link.site.id().equals(site.id())) {
                return link;
            }
        }
        throw new IllegalArgumentException("no site " + site.id() + "; the sites are "
                + links.stream().map(link -> link.site.id()).toList());
    }

    /** Connector methods may block or throw: they run on the executor, and throwing is failing. */
    private <T extends @Nullable Object> CompletionStage<T> run(
            Site site, Supplier<? extends CompletionStage<T>> step) {
        if (!connector.blocks(site)) {
            try {
                return step.get();
            } catch (Throwable t) {
                return CompletableFuture.failedFuture(t);
            }
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        runtime.executor().execute(() -> {
            try {
                step.get().whenComplete((value, error) -> {
                    if (error == null) {
                        done.complete(value);
                    } else {
                        done.completeExceptionally(error);
                    }
                });
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        return done;
    }

    private final class Link {
        private final Site site;
        private final Guard guard;
        private final AtomicInteger hanging = new AtomicInteger();
        /** Written under the lock. */
        private volatile @Nullable Opening<C> opening;

        private @Nullable CompletionStage<Void> activation;

        Link(Site site, Guard guard) {
            this.site = site;
            this.guard = guard;
        }

        CompletionStage<C> client() {
            Opening<C> present = opening;
            return present != null && !present.isCompletedExceptionally() && !closed ? present : open();
        }

        private synchronized CompletionStage<C> open() {
            if (closed) {
                return CompletableFuture.failedFuture(new SiteFailoverException("closed"));
            }
            Opening<C> present = opening;
            if (present != null && !present.isCompletedExceptionally()) {
                return present;
            }
            if (hanging.get() >= MOST_HANGING) {
                return CompletableFuture.failedFuture(new SiteFailoverException(
                        hanging + " attempts to connect to " + site + " hang, which is enough"));
            }
            Opening<C> next = new Opening<>(() -> connector.open(site), hanging);
            opening = next;
            activation = null;
            try {
                runtime.executor().execute(next.task());
            } catch (RejectedExecutionException e) {
                opening = null;
                next.completeExceptionally(e);
            }
            return next;
        }

        synchronized CompletionStage<Void> activate(Epoch epoch) {
            CompletionStage<C> client = client();
            // a logon that is given up while its client still connects must not happen later
            CompletionStage<Void> logon = client.thenCompose(opened -> opened() == client
                    ? run(site, () -> connector.activate(opened, site, epoch))
                    : CompletableFuture.failedFuture(new SiteFailoverException("the client was given up")));
            activation = logon;
            return logon;
        }

        /** Completes, never exceptionally, when no activation is under way. */
        synchronized CompletionStage<@Nullable Void> settled() {
            CompletionStage<Void> latest = activation;
            return latest == null ? CompletableFuture.completedFuture(null) : latest.handle((nothing, error) -> null);
        }

        synchronized @Nullable Opening<C> opened() {
            return opening;
        }

        /** The site was left with that client; true when it is to be closed. */
        synchronized boolean left(Opening<C> client, boolean keep) {
            if (opening != client) {
                return false; // it was replaced meanwhile
            }
            activation = null;
            if (!keep) {
                opening = null;
            }
            return !keep;
        }

        synchronized @Nullable Opening<C> forgetUnlessActive() {
            return activation == null ? forget() : null;
        }

        synchronized @Nullable Opening<C> forget() {
            Opening<C> old = opening;
            opening = null;
            activation = null;
            return old;
        }
    }
}
