package dev.sitefailover.examples.bench;

import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.routing.SilenceSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines of the table of {@link FailoverBench}: a kind of client and how the serving site goes, in its order. */
public enum BenchLine {
    KILL_ASYNC(BenchFault.SIGKILL, "failover, callAsync"),
    KILL_FALLBACK(BenchFault.SIGKILL, "resilience4j breaker + fallback"),
    KILL_HANDOVER(BenchFault.SIGKILL, "failover, handOver, HttpClient.send"),
    STOP_ASYNC(BenchFault.SIGSTOP, "failover, callAsync"),
    STOP_FALLBACK(BenchFault.SIGSTOP, "resilience4j breaker + fallback"),
    STOP_HANDOVER(BenchFault.SIGSTOP, "failover, handOver, HttpClient.send"),
    STOP_HANDOVER_URLCONNECTION(BenchFault.SIGSTOP, "failover, handOver, HttpURLConnection"),
    STOP_BLOCKING(BenchFault.SIGSTOP, "failover, blocking, HttpClient.send"),
    STOP_BLOCKING_URLCONNECTION(BenchFault.SIGSTOP, "failover, blocking, HttpURLConnection"),
    /** Not a row but an account: submissions, which are never sent twice. */
    STOP_ONCE(BenchFault.SIGSTOP, "failover, callAsync, once-only");

    private final BenchFault fault;
    private final String client;

    BenchLine(BenchFault fault, String client) {
        this.fault = fault;
        this.client = client;
    }

    /** How it is named on the command line, e.g. {@code kill/async}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", "/").replace('_', '-');
    }

    /** The lines of which a name or its part before the slash is given; all when none is given. */
    public static Set<BenchLine> named(List<String> names) {
        Set<BenchLine> lines = EnumSet.noneOf(BenchLine.class);
        for (BenchLine line : values()) {
            if (names.isEmpty() || names.stream().anyMatch(line::isMeantBy)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Whether this name is the line's, or that of the fault it is about. */
    public boolean isMeantBy(String name) {
        return id().equals(name) || id().startsWith(name + "/");
    }

    BenchFault fault() {
        return fault;
    }

    String client() {
        return client;
    }

    Contender contender(List<Site> sites) {
        return switch (this) {
            case KILL_ASYNC, STOP_ASYNC -> engine(sites, false);
            case KILL_FALLBACK, STOP_FALLBACK ->
                new WithFallback(sites.get(0).address(), sites.get(1).address(), FailoverBench.CONNECT);
            case KILL_HANDOVER, STOP_HANDOVER -> new EngineBlocking(sites, true, true);
            case STOP_HANDOVER_URLCONNECTION -> new EngineBlocking(sites, false, true);
            case STOP_BLOCKING -> new EngineBlocking(sites, true, false);
            case STOP_BLOCKING_URLCONNECTION -> new EngineBlocking(sites, false, false);
            case STOP_ONCE -> engine(sites, true);
        };
    }

    static EngineAsync engine(List<Site> sites, boolean submits) {
        return new EngineAsync(
                ClearingEndpoint.over(Endpoints.connector()),
                sites,
                EngineRuntime.system(),
                SilenceSettings.forProbesEvery(FailoverBench.PROBING.interval()),
                submits);
    }
}
