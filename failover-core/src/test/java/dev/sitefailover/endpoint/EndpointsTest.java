package dev.sitefailover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.site.Delegation;
import dev.sitefailover.site.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {

    @Test
    void anUnknownSchemeIsReportedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Endpoints.connector().open(Site.of("primary", "gopher://here:70")))
                .hasMessageContainingAll("site primary", "gopher", "http", "https", "tcp", "tcps");
    }

    @Test
    void aSitesOwnConnectorHasTheWordInEverything() {
        Delegation.check(
                Site.of("primary", "http://127.0.0.1:1"), connector -> new ByScheme(Map.of("http", connector)));
    }

    @Test
    void aNameIsResolvedWithTheTimeAndTheBoundOfTheJvmsCache() throws Exception {
        NameResolution resolution = NameLookup.resolve("localhost");
        assertThat(resolution.addresses()).isNotEmpty();
        assertThat(resolution.isLiteral()).isFalse();
        assertThat(resolution.age(System.nanoTime()).isNegative()).isFalse();
        assertThat(resolution.cache()).isEqualTo(DnsCachePolicy.ofThisJvm());
        assertThat(NameLookup.resolve("127.0.0.1").isLiteral()).isTrue();
    }
}
