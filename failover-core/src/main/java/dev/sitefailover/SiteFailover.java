package dev.sitefailover;

import dev.sitefailover.control.Input;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.CallFunction;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Passage;
import dev.sitefailover.routing.Router;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client system's way to an organiser with several sites: probes them, follows a site switch, and carries every call
 * to where the business is. Safe for use by several threads.
 *
 * <p>Every call names its {@link Operation}, because only the caller knows what may be sent twice. What was sent and
 * not answered is never silently sent again nor silently dropped: it is in doubt, registered, and reconciled by enquiry.
 *
 * @param <C> the client type: anything a gateway already has
 */
public final class SiteFailover<C> implements AutoCloseable {
    private static final Duration A_YEAR = Duration.ofDays(366);

    private final Engine<C> engine;
    /** The engine's, one step nearer. */
    private final Router<C> router;

    private final EngineRuntime runtime;
    private final @Nullable Executor handOver;

    SiteFailover(SiteFailoverBuilder<C> setup) {
        this.engine = new Engine<>(setup);
        this.router = engine.router();
        this.runtime = setup.runtime();
        this.handOver = setup.handOver;
    }

    void begin(Site initial) {
        engine.start(initial);
    }

    /** From a function that connects to a site and may block; it runs on the runtime's executor. */
    public static <C> SiteFailoverBuilder<C> connecting(Function<? super Site, ? extends C> connect) {
        return new SiteFailoverBuilder<>(site -> CompletableFuture.completedFuture(connect.apply(site)));
    }

    /** From a connector, which owns the client's whole life. */
    public static <C> SiteFailoverBuilder<C> using(Connector<C> connector) {
        return new SiteFailoverBuilder<>(connector);
    }

    /**
     * Goes through a switch some hundred times with made-up sites, so that the first real one does not run code that this
     * process has never run: without it the first switch after a start takes some ten milliseconds longer. Takes a
     * fraction of a second of the calling thread; worth calling once when a gateway starts, before or beside
     * {@link SiteFailoverBuilder#start()}. Touches no client, no site and no socket. Nothing when it was called before.
     */
    public static void practise() {
        Practice.run();
    }

    // -- calls

    /**
     * Calls on the caller's thread. The deadline interrupts it (or what {@link Connector#abandon} does instead).
     *
     * @throws X what the site answered, unchanged
     * @throws dev.sitefailover.routing.CallNotDeliveredException when it is safe to call again
     * @throws dev.sitefailover.routing.CallInDoubtException when it was sent and its outcome is unknown
     */
    public <T extends @Nullable Object, X extends Exception> T call(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) throws X {
        if (handOver == null) {
            return router.call(operation, key, function);
        }
        Outcome<T> outcome = tryCall(operation, key, function);
        if (outcome instanceof Answered<T> answered) {
            return answered.value();
        }
        throw SiteFailover.<X>thrown(Router.asException(outcome));
    }

    /** A call without a key; once-only operations need one. */
    public <T extends @Nullable Object, X extends Exception> T call(
            Operation operation, CallFunction<? super C, T, X> function) throws X {
        return call(operation, null, function);
    }

    /** Like {@link #call(Operation, String, CallFunction)}, with the outcome as a value; throws nothing of the call's. */
    public <T extends @Nullable Object, X extends Exception> Outcome<T> tryCall(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) {
        Executor executor = handOver;
        if (executor == null) {
            return router.tryCall(operation, key, function);
        }
        CompletionStage<Outcome<T>> handedOver = router.tryCallOn(executor, operation, key, function);
        try {
            return runtime.await(handedOver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new dev.sitefailover.site.SiteFailoverException(
                    "interrupted while waiting for " + operation.name() + "; the call goes on", e);
        }
    }

    /**
     * Calls without blocking. The stage completes with the value, or exceptionally as {@link #call(Operation, String,
     * CallFunction)} throws, at the deadline at the latest.
     *
     * @param function starts the call and returns its stage; must not block
     */
    public <T extends @Nullable Object> CompletionStage<T> callAsync(
            Operation operation, @Nullable String key, Function<? super C, ? extends CompletionStage<T>> function) {
        return router.callAsync(operation, key, function);
    }

    /** Like {@link #callAsync}, with the outcome as a value; the stage never completes exceptionally. */
    public <T extends @Nullable Object> CompletionStage<Outcome<T>> tryCallAsync(
            Operation operation, @Nullable String key, Function<? super C, ? extends CompletionStage<T>> function) {
        return router.tryCallAsync(operation, key, function);
    }

    /**
     * Like {@link #tryCallAsync(Operation, String, Function)}, and tells the outcome once instead of making a stage of it:
     * for callers that make very many calls. The listener is called by whoever completes the call, also before this
     * method returns; it must be short. What it throws is logged.
     */
    public <T extends @Nullable Object> void tryCallAsync(
            Operation operation,
            @Nullable String key,
            Function<? super C, ? extends CompletionStage<T>> function,
            Consumer<? super Outcome<T>> listener) {
        router.tryCallAsync(operation, key, function, listener);
    }

    /**
     * Lets work begin at a client that was handed out earlier, where a call's function cannot hold it: a transaction on a
     * pooled connection. A graceful move waits for it as for a call, as long as its drain lasts.
     *
     * @return null when calls do not go to this client now: it must not be used for anything new
     */
    public @Nullable Passage enter(C client) {
        return router.enter(client);
    }

    // -- the operator's hand

    /**
     * Declares a move. Idempotent: where calls go there already it completes at once, and where that move is under way
     * it joins it. Beats hold and damping; completes with how it ended, never exceptionally.
     */
    public CompletionStage<SwitchOutcome> switchTo(String siteId, SwitchRequest request) {
        Site site = site(siteId);
        return engine.request(id -> new Input.SwitchRequested(id, site, bounded(request)));
    }

    /** No automatic moves for that long, 24 h at most; replaces an earlier hold. Declared moves are still made. */
    public void hold(Duration lasting, String reason) {
        engine.input(new Input.Hold(until(lasting), reason));
    }

    /** Ends a hold; nothing when there is none. */
    public void release() {
        engine.input(new Input.Release());
    }

    /** That site is not chosen automatically for that long, 24 h at most; replaces an earlier exclusion of it. */
    public void exclude(String siteId, Duration lasting, String reason) {
        engine.input(new Input.Exclude(site(siteId), until(lasting), reason));
    }

    /** Ends an exclusion; nothing when there is none. */
    public void include(String siteId) {
        engine.input(new Input.Include(site(siteId)));
    }

    /**
     * Probes the site at once: a client noticed trouble there outside of a call. The answer counts like a round's, and
     * one that contradicts what is known is followed by more until the verdict follows. Completes with the first answer,
     * never exceptionally.
     */
    public CompletionStage<ProbeResult> suspect(String siteId) {
        return engine.suspect(site(siteId));
    }

    // -- in doubt

    /** What is in doubt; entries can be settled by hand there. */
    public InDoubtRegister inDoubt() {
        return router.register();
    }

    /** Enquires about every open entry that has a reconciler, now; completes with what stays open. */
    public CompletionStage<List<InDoubtEntry>> reconcile() {
        return engine.reconciliation().now();
    }

    // -- looking on

    /** The present, as one consistent picture of the switch and approximate figures of the calls. */
    public FailoverStatus status() {
        return FailoverStatus.of(engine, runtime.nanoTime());
    }

    /** The worst-case times that follow from the settings. */
    public FailoverTiming timing() {
        return FailoverTiming.of(
                engine.setup().probing,
                engine.setup().switching,
                engine.setup().calls,
                engine.setup().silence());
    }

    /** Completes when calls have somewhere to go; a new stage after each loss of the route. */
    public CompletionStage<Void> whenRouted() {
        return engine.routed();
    }

    /** Hears what happens from now on. */
    public FailoverListener.Registration listen(FailoverListener listener) {
        return engine.listeners().add(listener);
    }

    // -- the end

    /**
     * Leaves the site and ends: calls in flight may take that long, then they end as not delivered or in doubt. What is
     * in doubt stays in the register. Idempotent; completes when every client is closed.
     */
    public CompletionStage<Void> closeAsync(Duration drainFor) {
        engine.input(new Input.Stop(atMostAYear(drainFor)));
        return engine.closed();
    }

    /** Closes and waits for it, calls in flight taking a call's timeout at most. */
    @Override
    public void close() {
        try {
            runtime.await(closeAsync(engine.setup().calls.timeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing goes on
        }
    }

    private long until(Duration lasting) {
        if (lasting.isNegative() || lasting.isZero()) {
            throw new IllegalArgumentException("an override must last longer than PT0S, was " + lasting);
        }
        return runtime.nanoTime() + atMostAYear(lasting).toNanos();
    }

    /** For ever is a duration as well, but no number of nanoseconds. */
    private static SwitchRequest bounded(SwitchRequest request) {
        return new SwitchRequest(
                atMostAYear(request.drainFor()), atMostAYear(request.awaitPromotionFor()), request.reason());
    }

    private static Duration atMostAYear(Duration duration) {
        return duration.compareTo(A_YEAR) > 0 ? A_YEAR : duration;
    }

    private Site site(String id) {
        return engine.setup().sites.stream()
                .filter(site -> site.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no site " + id + "; the sites are " + engine.setup().sites));
    }

    /** X or unchecked: a call's function can throw nothing else. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> X thrown(Throwable error) {
        if (error instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (error instanceof Error fatal) {
            throw fatal;
        }
        return (X) error;
    }
}
