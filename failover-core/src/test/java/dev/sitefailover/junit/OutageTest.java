package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    @Test
    void outagesAndPromotionsComeAtTheirTimesAndOutagesEnd() {
        assertThat(Inside.run(Timed.class).passed()).isEqualTo(1);
    }

    static class Timed {
        @BeforeEach
        void timePassesBeforeTheTestToo(Simulation organiser) {
            organiser.runFor(Duration.ofMinutes(1));
        }

        @Test
        @Outage(site = "primary", at = "PT10M", lasting = "PT20M")
        @Promotion(site = "secondary", at = "PT15M")
        void test(Simulation organiser, SimulatedSite primary, SimulatedSite secondary) {
            organiser.runFor(Duration.ofMinutes(9).minusNanos(1));
            assertThat(primary.isCrashed()).isFalse();
            organiser.runFor(Duration.ofNanos(1));
            assertThat(primary.isCrashed()).isTrue();
            assertThat(secondary.position()).isEqualTo(Position.STANDBY);
            organiser.runFor(Duration.ofMinutes(5));
            assertThat(secondary.position()).isEqualTo(Position.SERVING);
            organiser.runFor(Duration.ofMinutes(15));
            assertThat(primary.isCrashed()).isFalse();
        }
    }

    @Test
    void whatIsSaidAroundHappensToo() {
        assertThat(Inside.run(Outer.class).passed()).isEqualTo(1);
    }

    @Outage(site = "primary", fault = "hang", at = "PT0S")
    static class Outer {
        @Nested
        @Outage(site = "primary", fault = "slow, latency: { p50: PT0.05S, p99: PT0.4S }", at = "PT0S")
        class Inner {
            @Test
            @Outage(site = "primary", fault = "gray, fraction: 0.25, affects: business, for: PT1H", at = "PT0S")
            @Outage(site = "secondary", fault = "flap, up: PT1S, down: PT2S", at = "PT0S", lasting = "PT5M")
            void test(SimulatedSite primary, SimulatedSite secondary) {
                assertThat(occurrences(primary))
                        .containsExactly(
                                Fault.hang().always(),
                                Fault.slow(Duration.ofMillis(50), Duration.ofMillis(400))
                                        .always(),
                                Fault.gray(0.25)
                                        .always()
                                        .affecting(Affects.BUSINESS)
                                        .lasting(Duration.ofHours(1)));
                assertThat(occurrences(secondary))
                        .containsExactly(Fault.flap(Duration.ofSeconds(1), Duration.ofSeconds(2))
                                .always()
                                .lasting(Duration.ofMinutes(5)));
            }

            private static List<Occurrence> occurrences(SimulatedSite site) {
                return site.faults().stream().map(fault -> fault.occurrence()).toList();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {WrongSite.class, WrongFault.class, WrongParameter.class, WrongTime.class, Twice.class})
    void aWrongAnnotationFailsTheTestBeforeItStarts(Class<?> wrong) throws NoSuchMethodException {
        String expected =
                wrong.getDeclaredMethod("test").getAnnotation(Says.class).value();
        Throwable failure = Inside.run(wrong).failure();
        assertThat(failure).hasMessage(expected);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Says {
        String value();
    }

    static class WrongSite {
        @Test
        @Outage(site = "tertiary", at = "PT10M")
        @Says("@Outage(site = \"tertiary\") on WrongSite.test: there is no such site; the sites are primary, secondary")
        void test() {
            throw new AssertionError("started");
        }
    }

    static class WrongFault {
        @Test
        @Outage(site = "primary", fault = "crahs", at = "PT10M")
        @Says(
                "@Outage(fault = \"crahs\") on WrongFault.test: fault: there is no fault \"crahs\" (did you mean \"crash\"?);"
                        + " allowed are refuse, blackhole, hang, reset, slow, error-rate, gray, lost-ack, duplicate, corrupt,"
                        + " flap, partition, replication-lag, stale-dns, tls-expired, cold-start, capacity, clock-skew,"
                        + " wrong-site, crash")
        void test() {
            throw new AssertionError("started");
        }
    }

    static class WrongParameter {
        @Test
        @Outage(site = "primary", fault = "slow, latncy: PT1S", at = "PT10M")
        @Says(
                "@Outage(fault = \"slow, latncy: PT1S\") on WrongParameter.test: unknown key \"latncy\" in an outage with"
                        + " fault slow (did you mean \"latency\"?); allowed are site, fault, for, probability, affects, factor, latency")
        void test() {
            throw new AssertionError("started");
        }
    }

    @SimulatedSites
    static class WrongTime {
        @Test
        @Promotion(site = "primary", at = "10 min")
        @Says(
                "@Promotion(at = \"10 min\") on WrongTime.test: allowed is an ISO-8601 duration from PT0S to P3650D, such as"
                        + " PT10M or PT0.5S")
        void test() {
            throw new AssertionError("started");
        }
    }

    static class Twice {
        @Test
        @Outage(site = "primary", fault = "hang, for: PT1M", at = "PT10M", lasting = "PT2M")
        @Says(
                "@Outage(fault = \"hang, for: PT1M\") on Twice.test: say how long with lasting or with for in the fault, not"
                        + " with both")
        void test() {
            throw new AssertionError("started");
        }
    }
}
