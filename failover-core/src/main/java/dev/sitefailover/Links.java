package dev.sitefailover;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients, one per site, opened when first needed and replaced when they hang. */
final class Links<C> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);

    private final EngineRuntime runtime;
    private final Connector<C> connector;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private volatile boolean closed;

    Links(EngineRuntime runtime, Connector<C> connector, GuardSettings guards, List<Site> sites) {
        this.runtime = runtime;
        this.connector = connector;
        for (Site site : sites) {
            links.put(site.id(), new Link(site, new Guard(site.id(), guards, runtime)));
        }
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
        Link link = of(site);
        CompletionStage<Void> activation =
                link.client().thenCompose(client -> run(() -> connector.activate(client, site, epoch)));
        link.activation = activation;
        return activation;
    }

    /** Leaves the site; also takes back an activation that is still under way once it is through. */
    CompletionStage<Void> deactivate(Site site, Epoch epoch) {
        Link link = of(site);
        CompletionStage<Void> activation = link.activation;
        CompletionStage<C> client = link.opened();
        if (client == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<@Nullable Void> settled =
                activation == null ? CompletableFuture.completedFuture(null) : activation.handle((v, error) -> null);
        return settled.thenCompose(nothing -> client)
                .thenCompose(opened -> run(() -> connector.deactivate(opened, site, epoch)));
    }

    /** The client does not react: close it behind its back and open another when one is needed. */
    void replace(Site site) {
        CompletionStage<C> old = of(site).forget();
        if (old != null) {
            CompletionStage<?> closing = close(site, old);
            LOG.debug("replacing the client of site {}: {}", site, closing);
        }
    }

    CompletionStage<Void> closeAll() {
        closed = true;
        CompletableFuture<?>[] all = links.values().stream()
                .map(link -> {
                    CompletionStage<C> client = link.forget();
                    return client == null ? CompletableFuture.completedFuture(null) : close(link.site, client);
                })
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all);
    }

    private CompletableFuture<?> close(Site site, CompletionStage<C> client) {
        return client.handleAsync(
                        (opened, error) -> {
                            if (opened != null) {
                                try {
                                    connector.close(opened);
                                } catch (Throwable t) {
                                    LOG.warn("closing the client of site {} failed", site, t);
                                }
                            }
                            return null;
                        },
                        runtime.executor())
                .toCompletableFuture();
    }

    private Link of(Site site) {
        Link link = links.get(site.id());
        if (link == null) {
            throw new IllegalArgumentException("no site " + site.id() + "; the sites are " + links.keySet());
        }
        return link;
    }

    /** Connector methods may block or throw: they run on the executor, and throwing is failing. */
    private <T extends @Nullable Object> CompletionStage<T> run(Supplier<? extends CompletionStage<T>> step) {
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
        private @Nullable CompletableFuture<C> opening;
        private volatile @Nullable CompletionStage<Void> activation;

        Link(Site site, Guard guard) {
            this.site = site;
            this.guard = guard;
        }

        synchronized CompletionStage<C> client() {
            if (closed) {
                return CompletableFuture.failedFuture(new SiteFailoverException("closed"));
            }
            CompletableFuture<C> present = opening;
            if (present == null || present.isCompletedExceptionally()) {
                present = run(() -> connector.open(site)).toCompletableFuture();
                opening = present;
                activation = null;
            }
            return present;
        }

        synchronized @Nullable CompletionStage<C> opened() {
            return opening;
        }

        synchronized @Nullable CompletionStage<C> forget() {
            CompletionStage<C> old = opening;
            opening = null;
            activation = null;
            return old;
        }
    }
}
