package dev.sitefailover.rehearsal.live;

import dev.sitefailover.site.Delegation;
import dev.sitefailover.site.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressedConnectorTest {

    @Test
    void participantsConnectAsTheConnectorUnderneathDoes() {
        Delegation.check(
                Site.of("primary", "sim:primary"),
                connector -> new AddressedConnector(connector, List.copyOf(FakeSite.pair("primary", "secondary"))));
    }
}
