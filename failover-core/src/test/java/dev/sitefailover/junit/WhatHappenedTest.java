package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class WhatHappenedTest {

    @Test
    void aFailureTellsSeedScheduleFaultsEventsAndHowToSeeItAgain() {
        assertThat(Inside.run(Failing.class).story())
                .isEqualTo(
                        """
                        seed 42 (@Seed on the method), failed after PT40M of virtual time (2024-03-23T04:40:00Z)
                          declared:
                            PT0S         slow, factor: 2 at secondary for PT5M
                            PT10M        crash at primary, until it is lifted
                            PT30M        secondary is promoted
                          inflicted:
                            PT0S         slow at secondary, until PT5M
                            PT10M        crash at primary, in force
                          events before it:
                            PT0S         slow begins at secondary
                            PT0.377S     client: primary is SERVING, was UNKNOWN
                            PT0.377S     client: decided to attach to primary: primary serves
                            PT0.387S     client: calls go to primary in epoch 1
                            PT0.888S     client: secondary is STANDBY, was UNKNOWN
                            PT5M         slow is over at secondary
                            PT10M        crash begins at primary
                            PT10M        primary is down
                            PT10M2.376S  client: primary is DOWN, was SERVING
                            PT10M2.376S  client: lost primary: probes say DOWN
                            PT30M        primary closes and stands by
                            PT30M        secondary is promoted and serves
                            PT30M1.878S  client: secondary is SERVING, was STANDBY
                            PT30M1.878S  client: decided to move to secondary: primary is DOWN
                            PT30M1.878S  client: calls go nowhere, primary was left: primary is DOWN
                            PT30M1.884S  client: calls go to secondary in epoch 2
                            PT30M1.884S  client: moved from primary to secondary in epoch 2
                            PT40M        the test looks at the route
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
        assertThat(Inside.run(FailsBefore.class).story()).contains("failed after PT1S of virtual time");
        assertThat(Inside.run(FailsAfter.class).story()).contains("failed after PT2S of virtual time");
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
                .contains("PT29S        refuse at primary, until PT29S")
                .doesNotContain("PT5S");
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
}
