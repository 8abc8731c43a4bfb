package dev.sitefailover.site;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Owns the life of a client of type {@code C} at a site. The engine calls one connector method per site at a time.
 * A stage that completes exceptionally, and a method that throws, mean the same: this step failed.
 *
 * @param <C> any client type: a data source, a session, an SDK, an {@link Endpoint}
 */
@FunctionalInterface
public interface Connector<C> {

    /** Makes a client for the site and warms it up; no logon that a second connection would break. */
    CompletionStage<C> open(Site site);

    /** Logs on: from here on business calls may be sent in this epoch. Default: nothing to do. */
    default CompletionStage<Void> activate(C client, Site site, Epoch epoch) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Leaves the site: closes business connections locally at once and logs off remotely if it answers. The engine
     * bounds the wait and goes on at the bound. Default: nothing to do.
     */
    default CompletionStage<Void> deactivate(C client, Site site, Epoch epoch) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Whether {@link #activate}, {@link #deactivate} and {@link #close} may occupy their thread at that site, or run a
     * caller's code on it. Default: they may, and run on a thread of their own. A connector that starts its work and returns at once says no
     * and spares a switch the changes of thread.
     */
    default boolean blocks(Site site) {
        return true;
    }

    /**
     * Whether a client made before its site went down works again by itself when the site is back. Default: no; while a
     * site is down every failed probe has another client made.
     */
    default boolean recovers(Site site) {
        return false;
    }

    /**
     * Whether anybody listens at the site's address at all: a quick look below the protocol, taken when a call has just
     * failed there without an answer. {@link Presence#REFUSED} means that the site is lost; otherwise probes decide.
     * Default: unknown. Must return at once; the answer is of no use after the probe timeout, and a stage that fails
     * says nothing.
     */
    default CompletionStage<Presence> presence(Site site) {
        return CompletableFuture.completedFuture(Presence.UNKNOWN);
    }

    /**
     * Whether a client that has left that site is used on, for probes and for the next logon. Default: no; it is closed
     * and another one opened when one is needed, so that nothing stays connected to a site that was left.
     */
    default boolean keepsClients(Site site) {
        return false;
    }

    /**
     * A blocking call on {@code caller} is past its deadline: make it return. Default: interrupt the thread, which a
     * function that ignores interrupts ignores.
     */
    default void abandon(C client, Thread caller) {
        caller.interrupt();
    }

    /** Releases the client for good. Default: {@link AutoCloseable#close()} when it has one. */
    default void close(C client) {
        if (client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new SiteFailoverException("closing the client failed: " + e, e);
            }
        }
    }
}
