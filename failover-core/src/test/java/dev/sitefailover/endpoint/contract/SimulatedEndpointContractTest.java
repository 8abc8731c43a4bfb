package dev.sitefailover.endpoint.contract;

class SimulatedEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() {
        return new SimulatedSites();
    }
}
