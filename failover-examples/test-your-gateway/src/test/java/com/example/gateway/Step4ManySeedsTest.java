package com.example.gateway;

import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.assertj.FailoverRecording;
import dev.sitefailover.junit.Outage;
import dev.sitefailover.junit.Promotion;
import dev.sitefailover.junit.RepeatedOverSeeds;
import dev.sitefailover.junit.SimulatedSites;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.TraceRecorder;

/** Everything at once, fifty times, each time a little different: what must hold whatever happens. */
@SimulatedSites
class Step4ManySeedsTest {

    @RepeatedOverSeeds(count = 50)
    @Outage(site = "primary", fault = "lost-ack, p: 0.2, affects: business", at = "PT10S", lasting = "PT20S")
    @Outage(site = "primary", at = "PT1M")
    @Promotion(site = "secondary", at = "PT2M")
    void nothingIsSentTwiceAndNothingStaysInDoubt(Simulation organiser, Actors actors) {
        TraceRecorder recorder = new TraceRecorder();
        organiser.trace().observeAll(recorder);
        FailoverRecording recording = FailoverRecording.in(organiser);
        try (SiteFailover<SimulatedClient> sites = SimulatedGateway.sites(organiser, recording)) {
            FailoverGateway gateway = new FailoverGateway(sites, actors::sleep);
            actors.start("gateway", () -> {
                for (long instruction = 1; instruction <= 200; instruction++) {
                    gateway.submit(instruction);
                    actors.sleep(ofMillis(700));
                }
                actors.sleep(ofSeconds(90)); // the enquiries are answered
                for (Long again = gateway.nextNotArrived(); again != null; again = gateway.nextNotArrived()) {
                    gateway.submit(again);
                }
            });
            actors.join();
            assertThat(sites).isRoutedTo("secondary").isSettled().hasNothingInDoubt();
        }
        assertThat(recording)
                .hasSwitchedOnceTo("secondary")
                .followedWithin(ofSeconds(10))
                .hasGrowingEpochs();
        assertThat(organiser.account("P001")).hasAcknowledged(200).hasLostNothing();
        assertThat(recorder).in(organiser).hasNever("duplicate-seen");
    }
}
