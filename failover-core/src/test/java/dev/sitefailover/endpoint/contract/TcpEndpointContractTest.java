package dev.sitefailover.endpoint.contract;

class TcpEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() throws Exception {
        return new LiveSites("tcp");
    }
}
