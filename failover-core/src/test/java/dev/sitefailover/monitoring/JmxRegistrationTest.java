package dev.sitefailover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class JmxRegistrationTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Pair pair = new Pair();
    private final JmxRegistration registration = JmxRegistration.of(pair.client, "gateway", server);
    private final FailoverMXBean bean = JMX.newMXBeanProxy(server, registration.name(), FailoverMXBean.class);

    @Test
    void theStatusIsReadThroughTheServer() {
        assertThat(registration.name()).hasToString("dev.sitefailover:type=SiteFailover,name=gateway");
        assertThat(bean.getPhase()).isEqualTo("ATTACHED");
        assertThat(bean.getAssigned()).isEqualTo("primary");
        assertThat(bean.getRouted()).isEqualTo("primary");
        assertThat(bean.getEpoch()).isOne();
        assertThat(bean.getInFlight() + bean.getWaiting() + bean.getOverdue()).isZero();
        assertThat(bean.getSites()).containsOnlyKeys("primary", "secondary");
        assertThat(bean.getSites().values()).extracting(SiteRow::getHealth).containsExactly("SERVING", "STANDBY");
        assertThat(bean.getSites().values()).extracting(SiteRow::isRouted).containsExactly(true, false);
        assertThat(bean.getStatusText()).isEqualTo(StatusText.of(pair.client.status()));
    }

    @Test
    void aConsoleWithoutOurClassesSeesATable() throws Exception {
        assertThat(server.getAttribute(registration.name(), "Sites"))
                .isInstanceOfSatisfying(
                        TabularData.class, table -> assertThat(table.size()).isEqualTo(2));
    }

    @Test
    void theOperatorsHandReachesTheClient() {
        bean.hold(600, "freeze");
        assertThat(bean.getHeldForSeconds()).isEqualTo(600);
        bean.release();
        assertThat(bean.getHeldForSeconds()).isZero();
        pair.submitIntoTheDark("order-1");
        assertThat(bean.getInDoubt()).isOne();
        bean.exclude("secondary", 60, "broken");
        pair.fail();
        assertThat(bean.getRouted()).isEqualTo("primary");
        bean.include("secondary");
        pair.pass(Pair.A_WHILE);
        assertThat(bean.getRouted()).isEqualTo("secondary");
    }

    @Test
    void aMoveIsDeclaredAndAnsweredWithItsOutcome() throws Exception {
        CountDownLatch attached = new CountDownLatch(1);
        try (SiteFailover<String> real = SiteFailover.<String>connecting(Site::id)
                        .sites(Site.of("a"), Site.of("b"))
                        .listener(event -> {
                            if (event instanceof SwitchEvent.HealthChanged health
                                    && health.site().id().equals("b")) {
                                attached.countDown();
                            }
                        })
                        .start();
                JmxRegistration here = JmxRegistration.of(real, "real", server)) {
            real.whenRouted().toCompletableFuture().join();
            attached.await();
            FailoverMXBean moving = JMX.newMXBeanProxy(server, here.name(), FailoverMXBean.class);
            assertThat(moving.switchTo("b", "drill")).startsWith("SWITCHED in epoch 2");
            assertThat(moving.reconcile()).isZero();
        }
        assertThat(server.isRegistered(registration.name())).isTrue();
    }

    @Test
    void anUnknownSiteIsToldInTermsThatEveryConsoleKnows() {
        assertThatThrownBy(() -> bean.include("tertiary"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tertiary")
                .hasMessageContaining("primary");
        assertThatThrownBy(() -> bean.hold(0, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsGivenOnce() {
        assertThatThrownBy(() -> JmxRegistration.of(pair.client, "gateway", server))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registered already")
                .hasMessageContaining("another name");
    }

    @Test
    void anyNameCanBeUsed() {
        try (JmxRegistration odd = JmxRegistration.of(pair.client, "HK: \"a,b\" *?", server)) {
            assertThat(server.isRegistered(odd.name())).isTrue();
        }
    }

    @Test
    void closingTakesItOutAndTheNameIsFreeAgain() {
        registration.close();
        try (JmxRegistration next = JmxRegistration.of(pair.client, "gateway", server)) {
            registration.close();
            assertThat(server.isRegistered(next.name())).isTrue();
        }
        assertThat(server.isRegistered(registration.name())).isFalse();
    }

    @Test
    void aClosedClientIsNoLongerHeldByTheServer() {
        pair.close();
        assertThat(server.isRegistered(registration.name())).isFalse();
    }

    @Test
    void theTextShowsWhereCallsGoAndWhatIsHeld() {
        pair.client.hold(Duration.ofMinutes(10), "freeze");
        pair.answers.put("secondary", ProbeResult.serving());
        pair.pass(Duration.ofSeconds(30));
        assertThat(StatusText.of(pair.client.status()))
                .contains("ATTACHED, assigned primary in epoch 1, calls go to primary\n")
                .contains("automatic moves are HELD for 9 min 30 s\n")
                .contains("calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt\n")
                .containsPattern("primary +SERVING +\\d+\\.\\d s +CLOSED +routed +https://one\\.example\n");
        pair.close();
        assertThat(StatusText.of(pair.client.status())).contains("calls go NOWHERE");
    }
}
