package dev.sitefailover.routing;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.RetrySchedule;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries calls to wherever the route points. Safe for use by several threads; {@link #publish} and {@link #withdraw}
 * belong to the switch procedure alone.
 *
 * @param <C> the client type
 */
public final class Router<C> {
    /** What the switch procedure wants to hear from the calls. Called on the calls' threads: be short. */
    public interface Evidence {
        /** This failure opened the route's breaker. */
        void breakerOpened(Route<?> route);

        /** A call at the route's site failed: it may be gone, unless it answered that it could not do it. */
        void callFailed(Route<?> route, boolean answered);

        /** The route's site has fallen silent: it is to be probed at once. The stage never fails. */
        CompletionStage<ProbeResult> suspect(Route<?> route);

        /** The route's site answers neither calls nor a probe, or calls in a row found nobody there. */
        void lost(Route<?> route, String why);

        /** A once-only call went in doubt. */
        void entered(InDoubtEntry entry);

        /** The first call since the route was published was answered. */
        void firstSuccess(Route<?> route, long at);

        /** The site did answer a call in doubt, after its deadline and still in the epoch in force, and that is what it proves. */
        void lateAnswer(InDoubtEntry entry, Finding finding);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final EngineRuntime runtime;
    private final Connector<C> connector;
    private final CallSettings settings;
    private final FailureClassifier classifier;
    private final RetrySchedule retries;
    private final InDoubtRegister register;
    private final Evidence evidence;
    private final CallTable calls;
    private final SlotTable<C> slots;
    private final Sweep<C> sweep;
    private final QuickCalls<C> quick;
    private final Waiting waiting;
    private final Refusals refusals;
    private final FirstSuccess firstSuccess;
    private final WallTimes wallTimes;
    private final Set<Object> overdue = ConcurrentHashMap.newKeySet();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Route<C> route;
    private volatile String whyNotRouted = "not started";
    private volatile boolean siteDown;

    public Router(
            EngineRuntime runtime,
            Connector<C> connector,
            CallSettings settings,
            SilenceSettings silence,
            FailureClassifier classifier,
            RetrySchedule retries,
            InDoubtRegister register,
            Evidence evidence) {
        this.runtime = runtime;
        this.connector = connector;
        this.settings = settings;
        this.classifier = classifier;
        this.retries = retries;
        this.register = register;
        this.evidence = evidence;
        // silence is judged by whoever is outstanding, so the watch and the table know each other
        SilenceWatch[] watch = new SilenceWatch[1];
        SlotTable<C> slots = new SlotTable<>(silence, runtime.parallelism() == 1);
        this.calls = new CallTable(
                runtime,
                silence.isOff() ? Integer.MAX_VALUE : silence.outstanding(),
                () -> watch[0].busy(),
                (sum, epoch) -> slots.addTo(sum, epoch, runtime.nanoTime()));
        watch[0] = new SilenceWatch(runtime, silence, calls, this::route, evidence);
        this.refusals = new Refusals(calls);
        this.firstSuccess = new FirstSuccess(evidence);
        this.wallTimes = new WallTimes(runtime);
        this.waiting = new Waiting(runtime, settings.waitForRoute());
        this.sweep = new Sweep<>(runtime, slots, this, silence, settings.timing(), () -> watch[0].busyAlready());
        this.quick = new QuickCalls<>(this, slots, sweep, settings, classifier, runtime);
        this.slots = slots;
    }

    // -- the switch procedure's side

    /**
     * From now on calls go here. Those that are still outstanding at a site left before and may be sent again are taken
     * back; they, those that paused and those that waited go on in this order, one at first and more as the site
     * answers. The one may be a call that is about to be sent just then.
     */
    public void publish(Route<C> to) {
        siteDown = false;
        firstSuccess.await(to);
        sweep.recall(to.epoch().number() - 1);
        waiting.letGo(calls.recall(to.epoch().number() - 1), () -> route = to);
    }

    /** From now on calls go nowhere; whether they may wait for a route is {@link #expectRoute}'s. */
    public void withdraw(String reason, boolean expectRoute) {
        if (expectRoute) {
            waiting.room().open();
        }
        whyNotRouted = reason;
        route = null;
        sweep.routeGone();
        waiting.routeGone();
        if (!expectRoute) {
            waiting.room().dismiss(reason);
        }
    }

    /** While calls go nowhere: whether there is a route to wait for; when not, calls fail at once. */
    public void expectRoute(boolean expected, String reason) {
        whyNotRouted = reason;
        if (expected) {
            waiting.room().open();
        } else {
            waiting.room().dismiss(reason);
        }
    }

    /**
     * The end: whatever is in flight gets its outcome now, as if its deadline had come; completes when all that will ever
     * be in flight have been told.
     */
    public CompletionStage<Void> close() {
        withdraw("this client is closed", false);
        calls.expireAll();
        return sweep.expireAll();
    }

    /**
     * The routed site may be gone: calls wait until {@link #release}, for so long at most, instead of finding out one by
     * one. Nothing when calls queue for another reason.
     */
    public void hold(Duration atMost) {
        waiting.hold(atMost);
    }

    /** It is there after all, or the route has gone. */
    public void release() {
        waiting.release();
    }

    /** To be called often: calls that end in doubt tell when they were sent by what the wall clock showed then. */
    public void lookAtTheClock(long now) {
        wallTimes.lookNowAndThen(now);
    }

    /**
     * Probes say that the routed site is down: a rejected call stays rejected. Otherwise an open breaker admits calls,
     * because there is nowhere else to go: were there another site, the switch procedure would have moved.
     */
    public void siteDown(boolean down) {
        if (siteDown != down) { // every probe tells, and a write costs what a read does not
            siteDown = down;
        }
    }

    /** Completes when the calls in flight in this epoch or an older one have left. */
    public CompletionStage<Void> drain(Epoch epoch) {
        Drain drain = new Drain();
        for (Passage passage : passages) {
            if (!passage.epoch().isAfter(epoch)) {
                passage.join(drain);
            }
        }
        sweep.drain(epoch.number(), drain);
        return calls.drain(epoch.number(), drain).done;
    }

    public @Nullable Route<C> route() {
        return route;
    }

    // -- the callers' side

    /** Completes with the value, or exceptionally as {@code call} throws. */
    public <T extends @Nullable Object> CompletionStage<T> callAsync(
            Operation operation, @Nullable String key, Function<? super C, ? extends CompletionStage<T>> function) {
        ValueCall<C, T> call =
                new ValueCall<>(this, checked(operation, key), key, function, deadlines(operation), runtime.nanoTime());
        call.start();
        return call;
    }

    /** Completes with the outcome, never exceptionally. */
    public <T extends @Nullable Object> CompletionStage<Outcome<T>> tryCallAsync(
            Operation operation, @Nullable String key, Function<? super C, ? extends CompletionStage<T>> function) {
        OutcomeCall<C, T> call = new OutcomeCall<>(
                this, checked(operation, key), key, function, deadlines(operation), runtime.nanoTime());
        call.start();
        return call;
    }

    /** Tells the outcome. */
    public <T extends @Nullable Object> void tryCallAsync(
            Operation operation,
            @Nullable String key,
            Function<? super C, ? extends CompletionStage<T>> function,
            Consumer<? super Outcome<T>> listener) {
        new ListenedCall<C, T>(
                        this,
                        checked(operation, key),
                        key,
                        function,
                        deadlines(operation),
                        runtime.nanoTime(),
                        listener)
                .start();
    }

    /** Runs on the executor; the deadline is kept even when the function ignores that it is abandoned. */
    public <T extends @Nullable Object, X extends Exception> CompletionStage<Outcome<T>> tryCallOn(
            Executor executor, Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) {
        return tryCallAsync(operation, key, client -> {
            HandedOver<T> task = new HandedOver<>(operation.name(), () -> function.apply(client), new HandOver(client));
            try {
                executor.execute(task);
                return task;
            } catch (RejectedExecutionException e) {
                task.callOff();
                return CompletableFuture.failedFuture(
                        EndpointException.keptHere("the hand-over executor took no more calls", e));
            }
        });
    }

    /** Runs on the caller's thread; throws what is not answered as {@link #asException} says. */
    public <T extends @Nullable Object, X extends Exception> T call(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) throws X {
        return quick.call(checked(operation, key), key, function);
    }

    /** Runs on the caller's thread. */
    public <T extends @Nullable Object, X extends Exception> Outcome<T> tryCall(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function) {
        return quick.tryCall(checked(operation, key), key, function);
    }

    /** Lets work at this client begin; null when calls do not go to it now, or its breaker refuses them. */
    public @Nullable Passage enter(C client) {
        Route<C> to = route;
        long permit = to == null || to.client() != client ? Guard.REFUSED : admit(to);
        if (to == null || permit < 0) {
            return null;
        }
        Passage passage = new Passage(this, to, permit, now());
        passages.add(passage);
        if (!to.equals(route)) { // a drain may have begun without it
            passage.released();
            return null;
        }
        return passage;
    }

    /** An outcome that is no answer, as the exception a plain call throws. */
    public static Throwable asException(Outcome<?> outcome) {
        return Outcomes.asException(outcome);
    }

    // -- figures

    /** Calls that have not got their outcome yet. */
    public int inFlight() {
        return calls.size() + slots.inFlight() + passages.size();
    }

    /** Calls that wait for a route. */
    public int waiting() {
        return waiting.size();
    }

    /** Blocking calls that are past their deadline and ignore that they were abandoned. */
    public int overdue() {
        return overdue.size();
    }

    public InDoubtRegister register() {
        return register;
    }

    // -- for the calls

    /** Calls in flight that are in no slot, about. */
    int listed() {
        return calls.sizeAbout();
    }

    /** A call that goes the long way. */
    <T extends @Nullable Object, X extends Exception> BlockingCall<C, T, X> blocking(
            Operation operation, @Nullable String key, CallFunction<? super C, T, X> function, long startedAt) {
        return new BlockingCall<>(this, operation, key, function, deadlines(operation), startedAt);
    }

    long admit(Route<C> to) {
        long permit = to.guard().admit();
        return permit >= 0 || siteDown ? permit : to.guard().admitAnyway();
    }

    void left(Passage passage) {
        passages.remove(passage);
    }

    /**
     * An attempt failed. One that was kept here, in this process, says nothing about the site.
     *
     * @param answered the site answered that it could not do it
     */
    void failed(Route<?> at, long permit, long tookNanos, Throwable error, boolean answered) {
        if (EndpointException.isKeptHere(error)) {
            at.guard().released(permit);
        } else if (at.guard().failed(permit, tookNanos, error)) {
            evidence.breakerOpened(at);
        } else {
            evidence.callFailed(at, answered);
        }
    }

    /** A call was not sent; what kept it here says something about the site only when it could not be connected to. */
    void notSent(Route<C> at, Throwable error) {
        if (Refusals.isRefused(error) && refusals.add(at)) {
            evidence.lost(at, "calls in a row could not be sent");
        }
    }

    void enter(InDoubtEntry entry) {
        register.enter(entry);
        evidence.entered(entry);
    }

    /** The site did answer after the deadline; in an older epoch that proves nothing about where we are now. */
    void lateAnswer(InDoubtEntry entry, Finding finding) {
        Route<C> now = route;
        if (now != null && now.epoch().equals(entry.epoch())) {
            evidence.lateAnswer(entry, finding);
        }
    }

    /** What the classifier says; one that fails knows nothing, and what is not known is in doubt. */
    @Nullable
    Delivery verdict(@Nullable Object value, @Nullable Throwable error) {
        try {
            return error == null ? classifier.ofValue(value) : classifier.ofError(error);
        } catch (Throwable t) {
            LOG.warn("the failure classifier failed; the call counts as in doubt", t);
            return Delivery.IN_DOUBT;
        }
    }

    void overdue(Object call, boolean is) {
        if (is) {
            overdue.add(call);
        } else {
            overdue.remove(call);
        }
    }

    void abandon(C client, Thread caller) {
        try {
            connector.abandon(client, caller);
        } catch (Throwable t) {
            LOG.warn("abandoning a call failed; its thread is interrupted instead", t);
            caller.interrupt();
        }
    }

    boolean isRouted() {
        return route != null;
    }

    boolean isRoutedIn(Epoch epoch) {
        Route<C> now = route;
        return now != null && now.epoch().equals(epoch);
    }

    String whyNotRouted() {
        return whyNotRouted;
    }

    FirstSuccess firstSuccess() {
        return firstSuccess;
    }

    /** Where calls wait. */
    Waiting waitingCalls() {
        return waiting;
    }

    EngineRuntime runtime() {
        return runtime;
    }

    RetrySchedule retries() {
        return retries;
    }

    Logger log() {
        return LOG;
    }

    long now() {
        return runtime.nanoTime();
    }

    Instant instantAt(long nanos) {
        return wallTimes.at(nanos);
    }

    private DeadlineList deadlines(Operation operation) {
        return calls.list((operation.timeout() == null ? settings.timeout() : operation.timeout()).toNanos());
    }

    private final class HandOver implements HandedOver.Overdue {
        private final C client;

        HandOver(C client) {
            this.client = client;
        }

        @Override
        public void began(HandedOver<?> task, Thread on) {
            overdue(task, true);
            abandon(client, on);
        }

        @Override
        public void ended(HandedOver<?> task) {
            overdue(task, false);
        }
    }

    private static Operation checked(Operation operation, @Nullable String key) {
        if (key == null && operation.kind() == Operation.Kind.ONCE) {
            throw new IllegalArgumentException("operation " + operation.name()
                    + " is once-only: give a key, or its outcome can never be found out when it is in doubt");
        }
        return operation;
    }
}
