package dev.sitefailover.health;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Probes every site again and again. Safe for use by several threads.
 *
 * <p>A site's first probe falls on a phase drawn from the runtime's chance (stream {@code probe/<site id>}) within the
 * interval, so that a thousand participants do not probe at the same instant; from there the period runs from start to
 * start. One round's probe per site is under way at a time; a round that finds one under way is skipped. Whatever goes
 * wrong in a probe (no client, an exception, an error, no answer in time) counts as DOWN, and the next round comes.
 *
 * @param <C> the client type
 */
public final class ProbeRounds<C> implements AutoCloseable {
    private final Map<String, SiteRounds<C>> sites = new LinkedHashMap<>();

    /**
     * Rounds at those sites, not started yet.
     *
     * @param clients the client for a site, opened when needed; a stage that fails, a function that throws and a client
     *     that is not there in time all count as DOWN, and the next round asks again
     */
    public ProbeRounds(
            EngineRuntime runtime,
            ProbeSettings settings,
            List<Site> sites,
            HealthProbe<? super C> probe,
            Function<? super Site, ? extends CompletionStage<C>> clients,
            ProbeListener listener) {
        for (Site site : sites) {
            this.sites.put(site.id(), new SiteRounds<>(runtime, settings, site, probe, clients, listener));
        }
    }

    /** Starts the rounds; a second call does nothing. */
    public void start() {
        sites.values().forEach(SiteRounds::start);
    }

    /** What is known of the site now. */
    public SiteHealth health(Site site) {
        return of(site).health();
    }

    /**
     * Probes the site at once, for an answer about the state from now on: answers of probes started earlier no longer
     * count. The answer is also taken in like a round's. The stage never fails and completes within the timeout.
     */
    public CompletionStage<ProbeResult> probeNow(Site site) {
        return of(site).probeNow();
    }

    /**
     * Probes the site at once because calls make it suspect; joins a probe that is under way for {@link #probeNow} or a
     * suspicion, so that a storm of failing calls costs one probe. An answer that contradicts what is known is followed
     * by another probe a hundredth of the interval later (1 ms at least) until the verdict follows, so that
     * {@code fall} answers do not take {@code fall} intervals; where no connection could be made at all
     * ({@link ProbeResult#gone()}), call and probe agree and the site is DOWN at once.
     */
    public CompletionStage<ProbeResult> suspect(Site site) {
        return of(site).suspect();
    }

    /**
     * Like {@link #suspect}, for every failing call: nothing when the site is known to be DOWN, or when the last
     * suspicion was found unfounded less than a twentieth of the interval ago.
     */
    public void callFailed(Site site) {
        of(site).suspectUnlessTrusted();
    }

    /** Whether a probe started since then has found the site serving, and none has found otherwise. */
    public boolean foundServingSince(Site site, long nanos) {
        return of(site).foundServingSince(nanos);
    }

    /** The site is known to be lost by other means than probes: DOWN now; probes under way no longer count. */
    public void condemn(Site site, String why) {
        of(site).condemn(why);
    }

    /** From now on, answers of probes already under way no longer count; what is known stays. */
    public void discardUnderWay(Site site) {
        of(site).discardUnderWay();
    }

    /** Stops all rounds; probes under way are answered with DOWN to who waits for them, and count for nothing. */
    @Override
    public void close() {
        sites.values().forEach(SiteRounds::close);
    }

    private SiteRounds<C> of(Site site) {
        SiteRounds<C> rounds = sites.get(site.id());
        if (rounds == null) {
            throw new IllegalArgumentException("site " + site.id() + " is not probed; probed are " + sites.keySet());
        }
        return rounds;
    }
}
