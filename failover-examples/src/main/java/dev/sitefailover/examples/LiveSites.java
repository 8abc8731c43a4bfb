package dev.sitefailover.examples;

import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.examples.standin.StandInSpec;
import dev.sitefailover.rehearsal.live.OperatedSite;
import dev.sitefailover.rehearsal.live.Prompt;
import dev.sitefailover.rehearsal.live.SiteControl;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The sites of a live run: stand-in processes of its own, or the user's. */
final class LiveSites implements AutoCloseable {
    private final List<SiteControl> controls = new ArrayList<>();
    private final List<Runnable> closing = new ArrayList<>();

    private LiveSites() {}

    /** Starts a stand-in process for each of the rundown's sites, on loopback; two or fewer replicate to each other. */
    static LiveSites standIns(Rundown rundown, long seed, Path directory) {
        int records = rundown.sessions().stream()
                .flatMap(session -> session.steps().stream())
                .mapToInt(plan -> plan.step() instanceof Step.Enquiry enquiry ? enquiry.records() : 1)
                .max()
                .orElse(1);
        List<StandInSpec> specs = new ArrayList<>();
        for (PlannedSite site : rundown.sites()) {
            StandInSpec spec = StandInSpec.of(site.id(), directory.resolve("site-" + specs.size()))
                    .holding(seed, records)
                    .trailing(site.replicationLag());
            spec = site.serves() == Serves.ALWAYS ? spec.servingAlways() : spec;
            specs.add(specs.isEmpty() ? spec.servingFirst() : spec);
        }
        LiveSites sites = new LiveSites();
        EngineRuntime timers = EngineRuntime.system();
        sites.closing.add(timers::close);
        ProductionData data = ProductionData.seeded(seed, records);
        List<StandInControl> controls = new ArrayList<>();
        for (StandInProcess process : StandInProcess.startAll(specs)) {
            sites.closing.add(process::close);
            controls.add(new StandInControl(process, data, timers));
        }
        if (controls.size() == 2) {
            controls.get(0).peer(controls.get(1));
            controls.get(1).peer(controls.get(0));
        }
        sites.controls.addAll(controls);
        return sites;
    }

    /** The user's own sites: the organiser's acts are the operator's. */
    static LiveSites operated(
            Map<String, URI> addresses, Connector<Endpoint> connector, Prompt prompt, BooleanSupplier stop) {
        LiveSites sites = new LiveSites();
        addresses.forEach((id, address) -> {
            OperatedSite site = OperatedSite.at(id, address, connector, prompt, stop);
            sites.controls.add(site);
            sites.closing.add(site::close);
        });
        return sites;
    }

    List<SiteControl> controls() {
        return controls;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
