package dev.sitefailover.search;

import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.site.Endpoint;
import java.util.function.Function;

/**
 * The client system under test: the one thing that a search is about. By default the engine, wired as the scenario's
 * settings say; anything that carries calls to one of several sites can stand in its place. Must keep nothing from one
 * start to the next and be safe for use by several threads: a search starts one for every gateway of every run.
 */
@FunctionalInterface
public interface ClientSystem {

    /** Starts a client system in the wiring's time; returns at once. */
    RunningClient start(Wiring wiring);

    /** The engine as it is. */
    static ClientSystem siteFailover() {
        return siteFailover(Wiring::builder);
    }

    /**
     * The engine wired otherwise, e.g. <code>siteFailover(wiring -&gt; wiring.builder().policy(mine))</code>. What the
     * wiring's builder sets and is left alone stays as the scenario says.
     */
    static ClientSystem siteFailover(Function<Wiring, SiteFailoverBuilder<Endpoint>> wired) {
        return wiring -> RunningClient.of(wired.apply(wiring).start());
    }
}
