package dev.sitefailover.search.planted;

import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Client systems that believe the wrong thing of a site. */
final class WrongProbes {
    private WrongProbes() {}

    /** Whoever answers is up: nobody looks at what the answer says. */
    static ClientSystem anyAnswerMeansUp() {
        return ClientSystem.siteFailover(wiring -> {
            ProbePing ping = new ProbePing(wiring.participant());
            return wiring.builder().probe((endpoint, site) -> endpoint.send(ping)
                    .handle((reply, error) ->
                            error == null ? ProbeResult.serving() : ProbeResult.down(String.valueOf(error))));
        });
    }

    /** A site on standby is gone to when all others are down, without waiting for the organiser to promote it. */
    static ClientSystem promotionIsNotAwaited() {
        return ClientSystem.siteFailover(wiring -> {
            HealthProbe<Endpoint> right = wiring.probe();
            Map<String, Health> last = new LinkedHashMap<>();
            return wiring.builder()
                    .probe((endpoint, site) -> right.probe(endpoint, site).thenApply(result -> {
                        last.put(site.id(), result.health());
                        boolean alone = wiring.sites().stream()
                                .filter(other -> !other.id().equals(site.id()))
                                .allMatch(other -> last.get(other.id()) == Health.DOWN);
                        return alone && result.health() == Health.STANDBY ? ProbeResult.serving() : result;
                    }));
        });
    }

    /** The first probe of a site that fails ends the thread that probes it. */
    static ClientSystem theHealthThreadDiesOnAnException() {
        return ClientSystem.siteFailover(wiring -> {
            HealthProbe<Endpoint> right = wiring.probe();
            Set<String> dead = new LinkedHashSet<>();
            return wiring.builder()
                    .probe((endpoint, site) -> dead.contains(site.id())
                            ? new CompletableFuture<>()
                            : right.probe(endpoint, site).whenComplete((result, error) -> {
                                if (error != null || result.health() == Health.DOWN) {
                                    dead.add(site.id());
                                }
                            }));
        });
    }

    /** A site found serving is not asked again for that long: an old answer verifies what has closed since. */
    static ClientSystem aStaleProbeReopensASite(Duration kept) {
        return ClientSystem.siteFailover(wiring -> {
            HealthProbe<Endpoint> right = wiring.probe();
            Map<String, Long> servingUntil = new LinkedHashMap<>();
            return wiring.builder().probe((endpoint, site) -> {
                Long until = servingUntil.get(site.id());
                if (until != null && wiring.runtime().nanoTime() < until) {
                    return CompletableFuture.completedFuture(ProbeResult.serving());
                }
                return right.probe(endpoint, site).whenComplete((result, error) -> {
                    if (error == null && result.isServing()) {
                        servingUntil.put(site.id(), wiring.runtime().nanoTime() + kept.toNanos());
                    }
                });
            });
        });
    }

    /** The route is published as soon as the logon went through: what the site says of itself is not asked any more. */
    static ClientSystem theNewSiteIsNotVerified() {
        return ClientSystem.siteFailover(wiring -> {
            LoggingOn connector = new LoggingOn(wiring.connector());
            HealthProbe<Endpoint> right = wiring.probe();
            return wiring.builder(connector)
                    .probe((endpoint, site) -> connector.fresh.remove(site.id())
                            ? CompletableFuture.completedFuture(ProbeResult.serving())
                            : right.probe(endpoint, site));
        });
    }

    private static final class LoggingOn implements Connector<Endpoint> {
        private final Connector<Endpoint> right;
        private final Set<String> fresh = new LinkedHashSet<>();

        LoggingOn(Connector<Endpoint> right) {
            this.right = right;
        }

        @Override
        public CompletionStage<Endpoint> open(Site site) {
            return right.open(site);
        }

        @Override
        public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
            fresh.add(site.id());
            return right.activate(client, site, epoch);
        }
    }
}
