package dev.sitefailover.examples.bench.hotpath;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.examples.bench.measure.Work;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.site.Site;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** This library in front of a {@link Remote}: two sites, everything as it comes by default, probes going on meanwhile. */
final class Engines {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");

    private Engines() {}

    static Work call() throws Exception {
        SiteFailover<Remote> engine = started(builder -> builder);
        return Work.of(() -> engine.call(ENQUIRY, Remote::answer), engine::close);
    }

    /** Where one call in many reads the clock. */
    static Work callSampled() throws Exception {
        SiteFailover<Remote> engine =
                started(builder -> builder.calls(CallSettings.DEFAULT.withTiming(CallSettings.Timing.SAMPLED)));
        return Work.of(() -> engine.call(ENQUIRY, Remote::answer), engine::close);
    }

    /** Where the breaker hears of each call. */
    static Work callRecorded() throws Exception {
        SiteFailover<Remote> engine = started(
                builder -> builder.breaker(GuardSettings.DEFAULT.withRecording(GuardSettings.Recording.EACH_CALL)));
        return Work.of(() -> engine.call(ENQUIRY, Remote::answer), engine::close);
    }

    static Work callAsync() throws Exception {
        SiteFailover<Remote> engine = started(builder -> builder);
        return Work.of(() -> engine.callAsync(ENQUIRY, null, Remote::stage), engine::close);
    }

    private static SiteFailover<Remote> started(UnaryOperator<SiteFailoverBuilder<Remote>> settings) throws Exception {
        SiteFailover<Remote> engine = settings.apply(SiteFailover.connecting(site -> new Remote())
                        .sites(Site.of("primary", "https://a"), Site.of("secondary", "https://b"))
                        .probe(HealthProbe.blocking(remote -> ProbeResult.serving())))
                .start();
        engine.whenRouted().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return engine;
    }
}
