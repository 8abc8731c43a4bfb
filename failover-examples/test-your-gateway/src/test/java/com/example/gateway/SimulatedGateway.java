package com.example.gateway;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.assertj.FailoverRecording;
import dev.sitefailover.simulation.Simulation;

/** The sites of a simulation, set up as in production. */
final class SimulatedGateway {
    private SimulatedGateway() {}

    static SiteFailover<SimulatedClient> sites(Simulation organiser, FailoverRecording recording) {
        return FailoverGateway.settings(SiteFailover.connecting(site -> new SimulatedClient(organiser, site.id())))
                .sites(organiser.addresses())
                .probe((client, site) -> client.probe())
                .reconciler(FailoverGateway.SUBMIT, SimulatedClient::find)
                .runtime(organiser.time())
                .listener(recording)
                .start();
    }
}
