package dev.sitefailover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delegation;
import dev.sitefailover.site.Site;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void aResolverThatHangsHoldsNobodyWhoKnowsTheAddresses() throws Exception {
        NameResolution known = NameLookup.resolve("localhost");
        CountDownLatch end = new CountDownLatch(1);
        NameLookup hanging = host -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (EngineRuntime runtime = EngineRuntime.system()) {
            assertThat(Asking.get(hanging.again(known, runtime))).isSameAs(known);
            end.countDown();
        }
    }
}
