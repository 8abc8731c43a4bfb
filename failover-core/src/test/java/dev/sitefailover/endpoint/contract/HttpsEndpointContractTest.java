package dev.sitefailover.endpoint.contract;

class HttpsEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() throws Exception {
        return new LiveSites("https");
    }
}
