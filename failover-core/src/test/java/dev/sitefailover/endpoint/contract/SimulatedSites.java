package dev.sitefailover.endpoint.contract;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The simulated pair. */
final class SimulatedSites implements EndpointUnderTest {
    private final Simulation simulation = Simulation.seeded(7).start();

    @Override
    public List<Site> sites() {
        return simulation.addresses();
    }

    @Override
    public Connector<Endpoint> connector() {
        return simulation.connector("p");
    }

    @Override
    public EngineRuntime runtime() {
        return simulation.time();
    }

    @Override
    public void promoteSecondary() {
        simulation.site("secondary").promote();
    }

    @Override
    public void silence(String site) {
        simulation.site(site).inflict(Fault.hang());
    }

    @Override
    public void crash(String site) {
        simulation.site(site).inflict(Fault.crash());
    }

    @Override
    public void heal(String site) {
        simulation.site(site).heal();
    }

    @Override
    public OptionalInt connections(String site) {
        return OptionalInt.empty();
    }

    @Override
    public @Nullable List<Epoch> epochs(String site) {
        return null;
    }

    @Override
    public void until(BooleanSupplier condition) {
        for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
            simulation.runFor(Duration.ofMillis(10));
        }
        Assertions.assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public boolean turnsDown() {
        return false;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
