package dev.sitefailover.endpoint.contract;

class JdbcEndpointContractTest extends EndpointContract {
    @Override
    EndpointUnderTest start() throws Exception {
        return new LiveSites("jdbc");
    }
}
