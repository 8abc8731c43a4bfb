package dev.sitefailover.clearing;

import dev.sitefailover.site.Delegation;
import dev.sitefailover.site.Site;
import org.junit.jupiter.api.Test;

class ClearingEndpointTest {

    @Test
    void whatSpeaksClearingConnectsAsTheConnectorUnderneathDoes() {
        Delegation.check(Site.of("primary", "http://127.0.0.1:1"), ClearingEndpoint::over);
    }
}
