package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.LiveEndpoint;
import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site over TCP. When its connection breaks, the next request (usually a probe) is not sent and has another
 * connection made behind it, logged on with the same epoch if the site was activated; leaving the site ends that.
 */
final class TcpEndpoint implements LiveEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(TcpEndpoints.class);

    private final Site site;
    private final TcpSettings settings;
    private final NameLookup names;
    private final EngineRuntime runtime;
    private final AtomicBoolean dialling = new AtomicBoolean();
    private volatile Dialling.Dialled dialled;
    private volatile TcpLink link;
    private volatile Epoch epoch = Epoch.NONE;
    private volatile boolean left;

    /** Connects; blocks until that is done or failed. */
    TcpEndpoint(Site site, TcpSettings settings, NameLookup names, EngineRuntime runtime) {
        this.site = site;
        this.names = names;
        this.settings = settings;
        this.runtime = runtime;
        this.dialled = new Dialling(site, settings, names, runtime).connect();
        this.link = new TcpLink(site, settings, runtime, dialled);
    }

    @Override
    public NameResolution resolution() {
        return dialled.resolution();
    }

    @Override
    public CompletionStage<Reply> send(Request request) {
        if (left) {
            return CompletableFuture.failedFuture(EndpointException.keptHere(
                    "site " + site + " (" + site.address() + "): this client left the site; nothing was sent", null));
        }
        TcpLink current = link;
        CompletionStage<Reply> reply = current.send(request);
        if (!current.isOpen()) {
            dialAgain();
        }
        return reply;
    }

    CompletionStage<Void> logOn(Epoch granted) {
        NameResolution known = dialled.resolution();
        return names.again(known, runtime)
                .thenCompose(found -> {
                    lead(known, found);
                    return link.logOn(granted);
                })
                .thenRun(() -> epoch = granted);
    }

    /** A connection to where the name does not lead any more is given up for one to where it does; connecting blocks. */
    private void lead(NameResolution known, NameResolution found) {
        if (found.leadsWhere(known)) {
            dialled = new Dialling.Dialled(dialled.plain(), dialled.spoken(), found);
            return;
        }
        LOG.atInfo().addKeyValue("site", site.id()).log("site {} leads elsewhere: {}", site, found);
        Dialling.Dialled again = new Dialling(site, settings, names, runtime).connect(found);
        TcpLink old = link;
        link = new TcpLink(site, settings, runtime, again);
        dialled = again;
        old.close();
        if (left) { // it was left while this went on
            link.close();
        }
    }

    CompletionStage<Void> logOut() {
        left = true;
        return link.logOut();
    }

    @Override
    public void close() {
        left = true;
        link.close();
    }

    private void dialAgain() {
        if (left || !dialling.compareAndSet(false, true)) {
            return;
        }
        try {
            runtime.executor().execute(() -> reconnected().whenComplete((nothing, error) -> {
                dialling.set(false);
                if (error != null) {
                    LOG.debug("site {}: connecting again failed", site, error);
                }
            }));
        } catch (RejectedExecutionException closed) {
            dialling.set(false);
        }
    }

    private CompletionStage<Void> reconnected() {
        TcpLink next;
        Dialling.Dialled again;
        try {
            again = new Dialling(site, settings, names, runtime).connect();
            next = new TcpLink(site, settings, runtime, again);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        Epoch current = epoch;
        CompletionStage<Void> ready =
                current.isAfter(Epoch.NONE) ? next.logOn(current) : CompletableFuture.completedFuture(null);
        return ready.whenComplete((nothing, error) -> {
            if (error != null) {
                next.close();
                return;
            }
            dialled = again;
            link = next;
            if (left) { // it was left while this went on
                next.close();
            }
        });
    }
}
