package dev.sitefailover;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.guard.RetrySchedule;
import dev.sitefailover.guard.RetrySettings;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.routing.SilenceSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link SiteFailover} up. Only the sites are required. Not safe for use by several threads; a builder can start
 * several clients.
 *
 * @param <C> the client type
 */
public final class SiteFailoverBuilder<C> {
    final Connector<C> connector;
    List<Site> sites = List.of();

    @Nullable
    String startAt;

    private @Nullable EngineRuntime runtime;
    HealthProbe<? super C> probe = (client, site) -> CompletableFuture.completedFuture(ProbeResult.serving());
    ProbeSettings probing = ProbeSettings.defaults();
    FailoverPolicy policy = FailoverPolicy.automatic();
    SwitchSettings switching = SwitchSettings.defaults();
    SwitchAuthority authority = SwitchAuthority.inProcess();
    CallSettings calls = CallSettings.DEFAULT;
    GuardSettings guards = GuardSettings.DEFAULT;
    RetrySettings retries = RetrySettings.DEFAULT;
    FailureClassifier classifier = FailureClassifier.standard();
    InDoubtRegister register = new InDoubtRegister();
    final Map<String, Reconciler<? super C>> reconcilers = new LinkedHashMap<>();
    final List<FailoverListener> listeners = new ArrayList<>();

    @Nullable
    Executor handOver;

    @Nullable
    SilenceSettings silence;

    /** Nothing is at stake, so nothing is said. */
    boolean practising;

    SiteFailoverBuilder(Connector<C> connector) {
        this.connector = requireNonNull(connector);
    }

    /** The sites in order of preference; the first is the primary. Two or more, ids unique. */
    public SiteFailoverBuilder<C> sites(Site... inOrderOfPreference) {
        return sites(List.of(inOrderOfPreference));
    }

    /** The sites in order of preference; the first is the primary. Two or more, ids unique. */
    public SiteFailoverBuilder<C> sites(List<Site> inOrderOfPreference) {
        Set<String> ids = new LinkedHashSet<>();
        for (Site site : inOrderOfPreference) {
            if (!ids.add(site.id())) {
                throw new IllegalArgumentException("site " + site.id() + " is given twice");
            }
        }
        if (ids.size() < 2) {
            throw new IllegalArgumentException("sites must be 2 or more, were " + ids);
        }
        sites = List.copyOf(inOrderOfPreference);
        return this;
    }

    /** Where we belong at the start; default: the first site. */
    public SiteFailoverBuilder<C> startAt(String siteId) {
        startAt = siteId;
        return this;
    }

    /** How a site's health is found out; default: a site whose client could be opened serves. */
    public SiteFailoverBuilder<C> probe(HealthProbe<? super C> probe) {
        this.probe = requireNonNull(probe);
        return this;
    }

    /** How often and how sceptically; default: every second, 500 ms timeout, rise 2, fall 3. */
    public SiteFailoverBuilder<C> probing(ProbeSettings settings) {
        probing = requireNonNull(settings);
        return this;
    }

    /** When to move by itself; default: automatic failover, declared failback. */
    public SiteFailoverBuilder<C> policy(FailoverPolicy policy) {
        this.policy = requireNonNull(policy);
        return this;
    }

    /** The bounds of a switchover and the damping. */
    public SiteFailoverBuilder<C> switching(SwitchSettings settings) {
        switching = requireNonNull(settings);
        return this;
    }

    /** Who grants epochs; default: this process. */
    public SiteFailoverBuilder<C> authority(SwitchAuthority authority) {
        this.authority = requireNonNull(authority);
        return this;
    }

    /** How calls are carried. */
    public SiteFailoverBuilder<C> calls(CallSettings settings) {
        calls = requireNonNull(settings);
        return this;
    }

    /** The deadline of a call; default 2 s. */
    public SiteFailoverBuilder<C> callTimeout(Duration timeout) {
        return calls(calls.withTimeout(timeout));
    }

    /** When calls alone make a site suspect. */
    public SiteFailoverBuilder<C> breaker(GuardSettings settings) {
        guards = requireNonNull(settings);
        return this;
    }

    /** When a site that calls go to is suspected because it falls silent; default: six tenths of the probe interval. */
    public SiteFailoverBuilder<C> silence(SilenceSettings settings) {
        silence = requireNonNull(settings);
        return this;
    }

    /** How calls that may be repeated are repeated. */
    public SiteFailoverBuilder<C> retry(RetrySettings settings) {
        retries = requireNonNull(settings);
        return this;
    }

    /** What a failure means for sending the call again. */
    public SiteFailoverBuilder<C> classifier(FailureClassifier classifier) {
        this.classifier = requireNonNull(classifier);
        return this;
    }

    /** The register of calls in doubt; hand in that of the client before and nothing is dropped at a restart. */
    public SiteFailoverBuilder<C> register(InDoubtRegister register) {
        this.register = requireNonNull(register);
        return this;
    }

    /** How calls of that operation in doubt are reconciled; without one they stay in the register. */
    public SiteFailoverBuilder<C> reconciler(Operation operation, Reconciler<? super C> reconciler) {
        reconcilers.put(operation.name(), requireNonNull(reconciler));
        return this;
    }

    /** Hears what happens, from the start on. */
    public SiteFailoverBuilder<C> listener(FailoverListener listener) {
        listeners.add(requireNonNull(listener));
        return this;
    }

    /**
     * Blocking calls run on this executor instead of the caller's thread, which guarantees that the caller returns at
     * the deadline even from a function that ignores interrupts. Costs a hand-over per call.
     */
    public SiteFailoverBuilder<C> handOver(Executor executor) {
        handOver = requireNonNull(executor);
        return this;
    }

    /** Time, threads and chance; default: the system's. Under simulation: virtual time. */
    public SiteFailoverBuilder<C> runtime(EngineRuntime runtime) {
        this.runtime = requireNonNull(runtime);
        return this;
    }

    /**
     * Starts: probing begins and the first site is attached as soon as it serves. Returns at once; a call made now waits
     * for the route as {@link CallSettings#waitForRoute()} says.
     */
    public SiteFailover<C> start() {
        if (sites.isEmpty()) {
            throw new IllegalStateException("no sites given; call sites(...) with two or more");
        }
        Site initial = sites.get(0);
        if (startAt != null) {
            initial = sites.stream()
                    .filter(site -> site.id().equals(startAt))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("startAt " + startAt + " is none of " + sites));
        }
        // a probe that is slow and good must not fail the verification
        switching = FailoverTiming.patient(switching, probing);
        SiteFailover<C> started = new SiteFailover<>(this);
        started.begin(initial);
        return started;
    }

    /** The system's is made when it is needed: it has threads. All that this builder starts share it. */
    EngineRuntime runtime() {
        EngineRuntime given = runtime;
        if (given == null) {
            given = EngineRuntime.system();
            runtime = given;
        }
        return given;
    }

    SilenceSettings silence() {
        SilenceSettings given = silence;
        return given == null ? SilenceSettings.forProbesEvery(probing.interval()) : given;
    }

    RetrySchedule retrySchedule() {
        return new RetrySchedule("calls", retries, runtime().chance("retry"));
    }
}
