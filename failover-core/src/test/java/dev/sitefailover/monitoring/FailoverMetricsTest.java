package dev.sitefailover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailoverMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Pair pair = new Pair();
    private final FailoverMetrics metrics = FailoverMetrics.of(pair.client, "gateway");

    FailoverMetricsTest() {
        metrics.bindTo(registry);
    }

    @Test
    void eachSiteHasExactlyOneHealthAndItIsTheProbes() {
        assertThat(health("primary", "serving")).isOne();
        assertThat(health("primary", "down")).isZero();
        assertThat(health("secondary", "standby")).isOne();
        pair.fail();
        assertThat(health("primary", "serving")).isZero();
        assertThat(health("primary", "down")).isOne();
        assertThat(health("secondary", "serving")).isOne();
        for (String site : new String[] {"primary", "secondary"}) {
            assertThat(registry.get("site.failover.site.health").tag("site", site).gauges().stream()
                            .mapToDouble(gauge -> gauge.value())
                            .sum())
                    .isOne();
        }
    }

    @Test
    void theRouteTheAssignmentAndTheBreakerAreFiguresOfTheSite() {
        assertThat(of("site.routed", "site", "primary").gauge().value()).isOne();
        assertThat(of("site.assigned", "site", "primary").gauge().value()).isOne();
        assertThat(of("site.routed", "site", "secondary").gauge().value()).isZero();
        assertThat(of("site.impaired", "site", "primary").gauge().value()).isZero();
        assertThat(of("site.breaker", "site", "primary", "state", "closed")
                        .gauge()
                        .value())
                .isOne();
        assertThat(of("site.breaker", "site", "primary", "state", "half-open")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void theLossOfASiteIsCountedThereEvenWhenNoOtherServes() {
        assertThat(of("losses", "site", "primary").counter().count()).isZero();
        pair.answers.remove("primary");
        pair.pass(Pair.A_WHILE);
        assertThat(registry.find("site.failover.switchovers").counter()).isNull();
        assertThat(of("losses", "site", "primary").counter().count()).isOne();
    }

    @Test
    void aMoveIsCountedByItsKindAndTimedByStage() {
        double epoch = of("epoch").gauge().value();
        pair.fail();
        assertThat(of("switchovers", "from", "primary", "to", "secondary", "declared", "false", "forced", "true")
                        .counter()
                        .count())
                .isOne();
        assertThat(of("epoch").gauge().value()).isEqualTo(epoch + 1);
        for (String stage : new String[] {"decide", "activate", "route"}) {
            assertThat(of("switchover.stage", "stage", stage).timer().count())
                    .as(stage)
                    .isOne();
            assertThat(of("switchover.stage", "stage", stage).timer().max(TimeUnit.SECONDS))
                    .isBetween(0.0, (double) Pair.A_WHILE.toSeconds());
        }
    }

    @Test
    void aDeclaredMoveIsCountedApartAndWaitsForNoLoss() {
        pair.answers.put("secondary", ProbeResult.serving());
        pair.pass(Pair.A_WHILE);
        pair.time.await(pair.client.switchTo("secondary", SwitchRequest.graceful()), Pair.A_WHILE);
        pair.pass(Duration.ofMillis(1));
        assertThat(of("switchovers", "declared", "true", "forced", "false")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.find("site.failover.switchover.stage")
                        .tag("stage", "decide")
                        .timer())
                .isNull();
    }

    @Test
    void whatIsInDoubtIsCountedUntilItIsReconciled() {
        pair.submitIntoTheDark("order-1");
        assertThat(of("in.doubt.entered", "operation", "submit", "site", "primary")
                        .counter()
                        .count())
                .isOne();
        assertThat(of("in.doubt.open").gauge().value()).isOne();
        pair.finding = Finding.APPLIED;
        pair.pass(Pair.A_WHILE);
        assertThat(of("in.doubt.open").gauge().value()).isZero();
        assertThat(of("in.doubt.reconciled", "finding", "applied", "operation", "submit")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void aHoldIsShownInSecondsThatRunDown() {
        assertThat(of("held").timeGauge().value(TimeUnit.SECONDS)).isZero();
        pair.client.hold(Duration.ofMinutes(10), "change freeze");
        pair.pass(Duration.ofMinutes(1));
        assertThat(of("held").timeGauge().value(TimeUnit.SECONDS)).isCloseTo(540, within(1.0));
    }

    @Test
    void everyMeterNamesItsClient() {
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().getName()).startsWith("site.failover.");
            assertThat(meter.getId().getTag("client")).isEqualTo("gateway");
        });
    }

    @Test
    void closingTheMetricsLeavesNothingInTheRegistry() {
        pair.fail();
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
        pair.answers.put("primary", ProbeResult.serving());
        pair.pass(Pair.A_WHILE);
        assertThat(registry.getMeters()).as("events after the end").isEmpty();
        metrics.close();
    }

    @Test
    void closingTheClientLeavesNothingInTheRegistryEither() {
        pair.fail();
        pair.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void twoClientsOfOneNameAreRefusedInOneRegistryAndWelcomeInTwo() {
        Pair other = new Pair();
        FailoverMetrics same = FailoverMetrics.of(other.client, "gateway");
        assertThatThrownBy(() -> same.bindTo(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway")
                .hasMessageContaining("another name");
        same.bindTo(new SimpleMeterRegistry());
        FailoverMetrics.of(other.client, "second").bindTo(registry);
        assertThat(registry.get("site.failover.epoch").gauges()).hasSize(2);
    }

    @Test
    void theCallFiguresAreThoseOfTheStatus() {
        var never = pair.client.tryCallAsync(
                Pair.SUBMIT, "order-2", id -> new java.util.concurrent.CompletableFuture<String>());
        assertThat(of("calls.in.flight").gauge().value()).isOne();
        assertThat(of("calls.waiting").gauge().value()).isZero();
        assertThat(of("calls.overdue").gauge().value()).isZero();
        pair.time.await(never, Pair.A_WHILE);
        assertThat(of("calls.in.flight").gauge().value()).isZero();
    }

    private double health(String site, String state) {
        return of("site.health", "site", site, "health", state).gauge().value();
    }

    private RequiredSearch of(String name, String... tags) {
        return registry.get("site.failover." + name).tags(tags);
    }
}
