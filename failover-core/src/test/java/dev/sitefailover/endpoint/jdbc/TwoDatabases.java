package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.function.Consumer;

/** A data source over two fake databases, the first serving. */
final class TwoDatabases implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofMillis(400);
    static final ProbeSettings PROBING = new ProbeSettings(Duration.ofMillis(50), Duration.ofMillis(400), 1, 2);

    final FakeDatabase a = new FakeDatabase("a", true);
    final FakeDatabase b = new FakeDatabase("b", true);
    final FailoverDataSource source;
    private final EngineRuntime runtime = EngineRuntime.system();

    TwoDatabases() {
        this(engine -> {});
    }

    TwoDatabases(Consumer<SiteFailoverBuilder<SiteConnections>> engine) {
        this(engine, setup -> {});
    }

    TwoDatabases(Consumer<SiteFailoverBuilder<SiteConnections>> engine, Consumer<FailoverDataSourceBuilder> more) {
        FailoverDataSourceBuilder setup = FailoverDataSource.over(a.site, b.site)
                .connecting(site -> (site.equals(a.site) ? a : b).dataSource())
                .servingWhen(FakeDatabase.SERVING)
                .runtime(runtime)
                .operationTimeout(TIMEOUT)
                .configure(builder -> builder.probing(PROBING).callTimeout(Duration.ofSeconds(5)))
                .configure(engine);
        more.accept(setup);
        source = setup.start();
        source.failover().whenRouted().toCompletableFuture().join();
    }

    /** What the names of the threads begin with. */
    String threads() {
        return runtime.toString().replaceFirst(" .*", "-");
    }

    String routedTo() {
        var routed = source.failover().status().routed();
        return routed == null ? "nowhere" : routed.id();
    }

    @Override
    public void close() {
        source.close();
        runtime.close();
    }
}
