package dev.sitefailover.endpoint.contract;

class HttpEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() throws Exception {
        return new LiveSites("http");
    }
}
