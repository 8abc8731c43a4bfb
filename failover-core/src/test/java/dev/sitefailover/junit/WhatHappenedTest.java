package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class WhatHappenedTest {

    @Test
    void aFailureTellsSeedScheduleFaultsEventsAndHowToSeeItAgain() {
        assertThat(Inside.run(Failing.class).story())
                .isEqualTo(
                        """
                        seed 42 (@Seed on the method), failed at 00:40:00.000 of virtual time (2024-03-23T04:40:00Z)
                          declared:
                            00:00:00.000  slow, factor: 2 at secondary for PT5M
                            00:10:00.000  crash at primary, until it is lifted
                            00:30:00.000  secondary is promoted
                          inflicted:
                            00:00:00.000  slow at secondary, until 00:05:00.000
                            00:10:00.000  crash at primary, in force
                          events before it:
                            00:00:00.000  slow begins at secondary
                            00:00:00.377  client: primary is SERVING, was UNKNOWN
                            00:00:00.377  client: decided to attach to primary: primary serves
                            00:00:00.387  client: calls go to primary in epoch 1
                            00:00:00.888  client: secondary is STANDBY, was UNKNOWN
                            00:05:00.000  slow is over at secondary
                            00:10:00.000  crash begins at primary
                            00:10:00.000  primary is down
                            00:10:02.376  client: primary is DOWN, was SERVING
                            00:10:02.376  client: lost primary: probes say DOWN
                            00:30:00.000  primary closes and stands by
                            00:30:00.000  secondary is promoted and serves
                            00:30:01.878  client: secondary is SERVING, was STANDBY
                            00:30:01.878  client: decided to move to secondary: primary is DOWN
                            00:30:01.878  client: calls go nowhere, primary was left: primary is DOWN
                            00:30:01.884  client: calls go to secondary in epoch 2
                            00:30:01.884  client: moved from primary to secondary in epoch 2
                            00:40:00.000  the test looks at the route
                          to replay it, put @Seed(42) on the method, or:
                            mvn test -Dtest='dev.sitefailover.junit.WhatHappenedTest$Failing#test' -Dsitefailover.seed=42""");
    }

    static class Failing {
        @Test
        @Seed(42)
        @Outage(site = "primary", at = "PT10M")
        @Outage(site = "secondary", fault = "slow, factor: 2", at = "PT0S", lasting = "PT5M")
        @Promotion(site = "secondary", at = "PT30M")
        void test(Simulation organiser, Witness witness) {
            SiteFailover<Endpoint> client = witness.watch(client(organiser));
            organiser.runFor(Duration.ofMinutes(40));
            witness.note("the test looks at the route");
            assertEquals("primary", String.valueOf(client.status().routed()));
        }
    }

    static SiteFailover<Endpoint> client(Simulation organiser) {
        return SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001")).thenApply(WhatHappenedTest::health))
                .start();
    }

    private static ProbeResult health(Reply reply) {
        return reply instanceof Pong pong && pong.position().health() == Health.SERVING
                ? ProbeResult.serving()
                : ProbeResult.standby("not promoted");
    }

    @Test
    void theFailureItselfStaysWhatItIs() {
        Throwable failure = Inside.run(Failing.class).failure();
        assertThat(failure).isExactlyInstanceOf(AssertionFailedError.class);
        AssertionFailedError error = (AssertionFailedError) failure;
        assertThat(error.getExpected().getValue()).isEqualTo("primary");
        assertThat(error.getActual().getValue()).isEqualTo("secondary");
        assertThat(error).hasMessage("expected: <primary> but was: <secondary>").hasNoCause();
        assertThat(error.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getClassName()).isEqualTo(Failing.class.getName()));
    }

    @Test
    void theSameFailureIsToldInTheSameWordsEveryTime() {
        assertThat(Inside.run(Failing.class).story())
                .isEqualTo(Inside.run(Failing.class).story());
    }

    @Test
    void whatFailsBeforeOrAfterATestIsToldToo() {
        assertThat(Inside.run(FailsBefore.class).story()).contains("failed at 00:00:01.000 of virtual time");
        assertThat(Inside.run(FailsAfter.class).story()).contains("failed at 00:00:02.000 of virtual time");
    }

    static class FailsBefore {
        @BeforeEach
        void before(Simulation organiser) {
            organiser.runFor(Duration.ofSeconds(1));
            throw new IllegalStateException("before");
        }

        @Test
        @Seed
        void test() {}
    }

    @SimulatedSites
    static class FailsAfter {
        @Test
        void test() {}

        @AfterEach
        void after(Simulation organiser) {
            organiser.runFor(Duration.ofSeconds(2));
            throw new IllegalStateException("after");
        }
    }

    @Test
    void ofManyEventsTheLastAreTold() {
        assertThat(Inside.run(Many.class).story())
                .contains("inflicted, the last 20 of 30:")
                .contains("events before it, the last 20 of 60:")
                .contains("00:00:29.000  refuse at primary, until 00:00:29.000")
                .doesNotContain("00:00:05");
    }

    @SimulatedSites
    static class Many {
        @Test
        void test(Simulation organiser, SimulatedSite primary) {
            for (int i = 0; i < 30; i++) {
                primary.inflict(Fault.refuse()).lift();
                organiser.runFor(Duration.ofSeconds(1));
            }
            throw new AssertionError();
        }
    }

    @Test
    void aTestThatWatchesTheTraceItselfTakesNothingAway() {
        assertThat(Inside.run(Watching.class).story()).contains("crash at primary, in force");
    }

    @SimulatedSites
    static class Watching {
        @Test
        void test(Simulation organiser, SimulatedSite primary) {
            organiser.trace().observeAll((number, nanos, type, actor, a, b, text) -> {});
            primary.inflict(Fault.crash());
            throw new AssertionError();
        }
    }

    @Test
    void aFailureThatTakesNothingAlongIsToldInTheReport() {
        Inside inside = Inside.run(Closed.class);
        assertThat(inside.failure().getSuppressed()).isEmpty();
        assertThat(inside.results().allEvents().reportingEntryPublished().count())
                .isEqualTo(1);
    }

    @SimulatedSites
    static class Closed {
        @Test
        void test() {
            throw EndpointExceptions.without();
        }
    }

    /** As the simulation throws them. */
    private static final class EndpointExceptions {
        static EndpointException without() {
            return new EndpointException(Delivery.REFUSED, "refused");
        }
    }

    @Test
    void aTestThatIsCalledOffTellsNothing() {
        Inside inside = Inside.run(Aborted.class);
        assertThat(inside.results().testEvents().aborted().count()).isEqualTo(1);
        assertThat(inside.results().allEvents().reportingEntryPublished().count())
                .isZero();
    }

    @SimulatedSites
    static class Aborted {
        @Test
        void test() {
            assumeTrue(false, "not here");
        }
    }

    @Test
    void ofSeveralInvocationsTheStorySaysWhichOneItIs() {
        assertThat(Inside.run(Several.class).story()).contains("(every invocation; this is [2] 20)");
    }

    @SimulatedSites
    static class Several {
        @ParameterizedTest(name = "[{index}] {0}")
        @ValueSource(ints = {10, 20})
        void test(int number) {
            assertEquals(10, number);
        }
    }

    @Test
    void aDynamicTestTellsWhatHappenedInItsFactory() {
        Inside inside = Inside.run(Factory.class);
        assertThat(inside.passed()).isEqualTo(2);
        assertThat(inside.story())
                .contains("failed at 00:02:00.000", "00:01:30.000  crash at primary, in force")
                .contains("Factory#tests' -Dsitefailover.seed=1");
    }

    @SimulatedSites
    static class Factory {
        @TestFactory
        @Outage(site = "primary", at = "PT1M30S")
        Stream<DynamicNode> tests(Simulation organiser) {
            DynamicTest[] tests = new DynamicTest[3];
            for (int i = 0; i < tests.length; i++) {
                boolean fails = i == 1;
                tests[i] = DynamicTest.dynamicTest("test " + i, () -> {
                    organiser.runFor(Duration.ofMinutes(1));
                    assertFalse(fails);
                });
            }
            return Stream.of(DynamicContainer.dynamicContainer("all", Stream.of(tests)));
        }
    }
}
