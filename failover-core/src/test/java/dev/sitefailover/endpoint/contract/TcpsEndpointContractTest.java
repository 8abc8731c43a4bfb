package dev.sitefailover.endpoint.contract;

class TcpsEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() throws Exception {
        return new LiveSites("tcps");
    }
}
