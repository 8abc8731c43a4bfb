package dev.sitefailover;

import dev.sitefailover.authority.Claim;
import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.control.Controller;
import dev.sitefailover.control.Effect;
import dev.sitefailover.control.Input;
import dev.sitefailover.control.Step;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchState;
import dev.sitefailover.guard.Guard;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeRounds;
import dev.sitefailover.health.SiteHealth;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Reconciliation;
import dev.sitefailover.routing.Route;
import dev.sitefailover.routing.Router;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the controller one input at a time and carries out its effects. It holds no rule: what to do is the
 * controller's, how calls are carried is the router's.
 */
final class Engine<C> implements Router.Evidence {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);

    private final SiteFailoverBuilder<C> setup;
    private final EngineRuntime runtime;
    private final Controller controller;
    private final SwitchAuthority authority;
    private final Links<C> links;
    private final Listeners listeners;
    private final Router<C> router;
    private final Reconciliation<C> reconciliation;
    private final ProbeRounds<C> rounds;
    private final Suspicions<C> suspicions;

    private final Queue<Input> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    private final Map<Long, CompletableFuture<SwitchOutcome>> requests = new ConcurrentHashMap<>();
    private final AtomicLong requestIds = new AtomicLong();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile CompletableFuture<Void> routed = new CompletableFuture<>();
    private volatile SwitchState state;
    private EngineRuntime.@Nullable Timer review;
    private volatile @Nullable Draining draining;

    /** A drain under way at a site. */
    private record Draining(Site from, CompletableFuture<@Nullable Void> done) {}

    Engine(SiteFailoverBuilder<C> setup) {
        this.setup = setup;
        this.runtime = setup.runtime();
        this.controller = new Controller(setup.policy, setup.switching);
        this.authority = setup.authority;
        this.state = SwitchState.initial(setup.sites);
        this.links = new Links<>(runtime, setup.connector, setup.guards, setup.sites);
        this.listeners = new Listeners(runtime);
        this.router = new Router<>(
                runtime,
                setup.connector,
                setup.calls,
                setup.silence(),
                setup.classifier,
                setup.retrySchedule(),
                setup.register,
                this);
        this.reconciliation =
                new Reconciliation<>(runtime, router, setup.reconcilers, setup.calls, this::settledByEnquiry);
        this.rounds =
                new ProbeRounds<>(runtime, setup.probing, setup.sites, setup.probe, this::clientForProbe, this::probed);
        this.suspicions = new Suspicions<>(setup, router, rounds, this::state);
        setup.listeners.forEach(listeners::add);
    }

    void start(Site initial) {
        router.expectRoute(true, "starting");
        input(new Input.Start(initial));
        rounds.start();
        if (!router.register().isEmpty()) {
            reconciliation.arm();
        }
    }

    // -- what the door needs

    Router<C> router() {
        return router;
    }

    Reconciliation<C> reconciliation() {
        return reconciliation;
    }

    Listeners listeners() {
        return listeners;
    }

    SwitchState state() {
        return state;
    }

    ProbeRounds<C> rounds() {
        return rounds;
    }

    Guard guard(Site site) {
        return links.guard(site);
    }

    CompletionStage<Void> routed() {
        return routed.minimalCompletionStage();
    }

    CompletionStage<Void> closed() {
        return closed.minimalCompletionStage();
    }

    CompletionStage<SwitchOutcome> request(Function<Long, Input> input) {
        long id = requestIds.incrementAndGet();
        CompletableFuture<SwitchOutcome> outcome = new CompletableFuture<>();
        requests.put(id, outcome);
        input(input.apply(id));
        return outcome.minimalCompletionStage();
    }

    /** One at a time: whoever finds the inbox empty reads until it is empty again. */
    void input(Input input) {
        inbox.add(input);
        if (unread.getAndIncrement() != 0) {
            return;
        }
        do {
            take(inbox.remove());
        } while (unread.decrementAndGet() != 0);
    }

    // -- control

    private void take(Input input) {
        SwitchState before = state;
        try {
            Step step = controller.apply(before, input, runtime.nanoTime());
            state = step.state();
            step.effects().forEach(this::carryOutAny);
            boolean expecting = Prospect.expectsRoute(state);
            if (state.routed() == null && !state.equals(before) && !(expecting && Prospect.expectsRoute(before))) {
                router.expectRoute(expecting, Prospect.whyNotRouted(state));
            }
        } catch (Throwable t) {
            LOG.error("the input {} could not be handled in state {}", input, state, t);
            if (input instanceof Input.SwitchRequested request) {
                settle(
                        request.id(),
                        new SwitchOutcome(SwitchOutcome.Kind.REFUSED, before.epoch(), Prospect.describe(t)));
            }
        }
    }

    /** One effect that fails must not take those after it with it. */
    private void carryOutAny(Effect effect) {
        try {
            carryOut(effect);
        } catch (Throwable t) {
            LOG.error("the effect {} could not be carried out", effect, t);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Announce e) {
            announce(e.event());
        } else if (effect instanceof Effect.Drain e) {
            drain(e);
        } else if (effect instanceof Effect.Deactivate e) {
            leave(e.from(), e.epoch(), e.bound(), new Input.Deactivated(e.procedure()));
        } else if (effect instanceof Effect.Undo e) {
            leave(e.to(), e.epoch(), e.bound(), new Input.Undone(e.procedure()));
        } else if (effect instanceof Effect.Claim e) {
            claim(e);
        } else if (effect instanceof Effect.Activate e) {
            bounded(
                    links.activate(e.to(), e.epoch()),
                    e.bound(),
                    error -> error == null
                            ? new Input.Activated(e.procedure())
                            : new Input.ActivateFailed(e.procedure(), error),
                    () -> {});
        } else if (effect instanceof Effect.Verify e) {
            verify(e);
        } else if (effect instanceof Effect.Publish e) {
            publish(e);
        } else if (effect instanceof Effect.Withdraw) {
            router.withdraw(Prospect.whyNotRouted(state), Prospect.expectsRoute(state));
            routed = new CompletableFuture<>();
        } else if (effect instanceof Effect.Review e) {
            review(e.at());
        } else if (effect instanceof Effect.Settle e) {
            settle(e.requestId(), e.outcome());
        }
    }

    private void settle(long requestId, SwitchOutcome outcome) {
        CompletableFuture<SwitchOutcome> request = requests.remove(requestId);
        if (request != null) {
            later(() -> request.complete(outcome));
        }
    }

    /** Not between two inputs: whatever depends on it is a caller's code, which may wait for this very engine. */
    private void later(Runnable completion) {
        try {
            runtime.executor().execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // the runtime was closed first; nobody may wait for ever
        }
    }

    private void leave(Site site, Epoch epoch, Duration bound, Input answer) {
        bounded(links.deactivate(site, epoch), bound, error -> answer, () -> links.replace(site));
    }

    private void claim(Effect.Claim e) {
        CompletableFuture<Epoch> granted = new CompletableFuture<>();
        if (authority.blocks()) {
            runtime.executor().execute(() -> ask(e, granted));
        } else {
            ask(e, granted);
        }
        bounded(
                granted,
                e.bound(),
                error -> error == null
                        ? new Input.Granted(e.procedure(), granted.join())
                        : new Input.Denied(e.procedure(), error),
                () -> {});
    }

    private void ask(Effect.Claim e, CompletableFuture<Epoch> granted) {
        try {
            authority.grant(new Claim(e.to(), e.last(), e.reason())).whenComplete((epoch, error) -> {
                if (error == null && epoch != null) {
                    granted.complete(epoch);
                } else {
                    granted.completeExceptionally(
                            error == null ? new SiteFailoverException("the authority granted null") : error);
                }
            });
        } catch (Throwable t) {
            granted.completeExceptionally(t);
        }
    }

    /** Ends early when the site is lost: calls in flight at a dead site do not finish. */
    private void drain(Effect.Drain e) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        draining = new Draining(e.from(), done);
        router.drain(e.epoch()).thenRun(() -> done.complete(null));
        bounded(done, e.bound(), error -> new Input.Drained(e.procedure()), () -> {});
    }

    private void verify(Effect.Verify e) {
        if (suspicions.vouchFor(e.to())) {
            input(new Input.Verified(e.procedure()));
            return;
        }
        CompletableFuture<ProbeResult> result = rounds.probeNow(e.to()).toCompletableFuture();
        bounded(
                result,
                e.bound(),
                error -> {
                    if (error != null) {
                        return new Input.VerifyFailed(e.procedure(), error);
                    }
                    ProbeResult answer = result.join();
                    return answer.isServing()
                            ? new Input.Verified(e.procedure())
                            : new Input.VerifyFailed(e.procedure(), answer.health() + " " + answer.detail());
                },
                () -> {});
    }

    private void publish(Effect.Publish e) {
        suspicions.over();
        Guard guard = links.guard(e.to());
        guard.reset();
        router.publish(new Route<>(e.to(), e.epoch(), links.activated(e.to()), guard));
        CompletableFuture<Void> arrived = routed;
        later(() -> arrived.complete(null));
        if (!router.register().isEmpty()) {
            reconciliation.now();
            reconciliation.arm();
        }
    }

    private void review(long at) {
        EngineRuntime.Timer old = review;
        if (old != null) {
            old.cancel();
        }
        long now = runtime.nanoTime();
        review = at == SwitchEvent.NEVER ? null : runtime.schedule(Math.max(0, at - now), this::tick);
    }

    private void tick() {
        input(new Input.Tick());
    }

    /** Answers exactly once: with the stage's end, or at the bound, when {@code late} is run as well. */
    private void bounded(
            CompletionStage<?> stage, Duration bound, Function<@Nullable String, Input> answer, Runnable late) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            input(answer.apply(null));
            return;
        }
        AtomicBoolean answered = new AtomicBoolean();
        EngineRuntime.Timer timer = runtime.schedule(bound, () -> {
            if (answered.compareAndSet(false, true)) {
                late.run();
                input(answer.apply("not done within " + bound));
            }
        });
        stage.whenComplete((value, error) -> {
            if (answered.compareAndSet(false, true)) {
                timer.cancel();
                input(answer.apply(error == null ? null : Prospect.describe(error)));
            }
        });
    }

    private void announce(SwitchEvent event) {
        if (event instanceof SwitchEvent.Closed) {
            finish();
        }
        LOG.debug("{}", event);
        listeners.tell(listener -> listener.on(event));
    }

    private void finish() {
        rounds.close();
        reconciliation.close();
        review(SwitchEvent.NEVER);
        CompletionStage<Void> told = router.close();
        SwitchOutcome refused = new SwitchOutcome(SwitchOutcome.Kind.REFUSED, state.epoch(), "closed");
        List.copyOf(requests.keySet()).forEach(request -> settle(request, refused));
        CompletableFuture<Void> never = routed;
        later(() -> never.completeExceptionally(new SiteFailoverException("this client is closed")));
        // a client that cannot be closed goes on being closed, but nobody waits for it
        EngineRuntime.Timer bound = runtime.schedule(setup.switching.deactivate(), () -> closed.complete(null));
        told.runAfterBoth(links.closeAll(), () -> {}).whenComplete((nothing, error) -> {
            bound.cancel();
            later(() -> closed.complete(null));
        });
    }

    // -- evidence

    private CompletionStage<C> clientForProbe(Site site) {
        return links.client(site);
    }

    private void probed(Site site, SiteHealth before, SiteHealth after, ProbeResult result, long now) {
        router.lookAtTheClock(now);
        Route<C> route = router.route();
        if (route != null && route.site().id().equals(site.id())) {
            router.siteDown(after.health() == Health.DOWN);
            if (state.site(site).impaired() && route.guard().state() == Guard.State.CLOSED) {
                input(new Input.Evidence(site, route.epoch(), false));
            }
        }
        if (before.health() != after.health()) {
            input(new Input.HealthChanged(site, after));
        }
        if (after.health() == Health.DOWN) {
            Draining leaving = draining;
            if (leaving != null && leaving.from.id().equals(site.id())) {
                leaving.done.complete(null);
            }
            // a client that outlived its site may never recover by itself
            links.renewUnlessActive(site, before.health() != Health.DOWN);
        }
    }

    @Override
    public void breakerOpened(Route<?> route) {
        input(new Input.Evidence(route.site(), route.epoch(), true));
        rounds.suspect(route.site());
    }

    @Override
    public void callFailed(Route<?> route, boolean answered) {
        suspicions.callFailed(route, answered);
    }

    @Override
    public CompletionStage<ProbeResult> suspect(Route<?> route) {
        return suspicions.silence(route);
    }

    @Override
    public void lost(Route<?> route, String why) {
        suspicions.lost(route, why);
    }

    /** Somebody noticed trouble outside of a call. */
    CompletionStage<ProbeResult> suspect(Site site) {
        return rounds.suspect(site);
    }

    @Override
    public void entered(InDoubtEntry entry) {
        reconciliation.arm();
        listeners.tell(listener -> listener.inDoubt(entry));
    }

    @Override
    public void firstSuccess(Route<?> route, long at) {
        listeners.tell(listener -> listener.firstSuccess(route.site(), route.epoch(), at));
    }

    @Override
    public void lateAnswer(InDoubtEntry entry, Finding finding) {
        if (setup.reconcilers.containsKey(entry.operation().name())) {
            reconciliation.now();
        } else if (router.register().settle(entry, finding)) {
            settledByEnquiry(entry, finding);
        }
    }

    private void settledByEnquiry(InDoubtEntry entry, Finding finding) {
        listeners.tell(listener -> listener.settled(entry, finding));
    }

    SiteFailoverBuilder<C> setup() {
        return setup;
    }
}
