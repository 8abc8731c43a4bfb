package dev.sitefailover.assertj;

import static dev.sitefailover.assertj.Failing.assertFailure;
import static dev.sitefailover.assertj.FailoverAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.site.Health;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteFailoverAssertTest {

    @Test
    void aClientWhereItShouldBePasses() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            assertThat(o.client)
                    .isRoutedTo("primary")
                    .isSettled()
                    .isInEpoch(1)
                    .sees("secondary", Health.STANDBY)
                    .hasNothingInDoubt();
        }
    }

    @Test
    void aClientElsewhereShowsItsStatus() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            assertFailure(
                    () -> assertThat(o.client).isRoutedTo("secondary"),
                    """
                Expecting calls to go to secondary, but they go to primary.
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
            assertFailure(
                    () -> assertThat(o.client).isRoutedNowhere(),
                    """
                Expecting calls to go nowhere, but they go to primary.
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
            assertFailure(
                    () -> assertThat(o.client).isInEpoch(2),
                    """
                Expecting epoch 2, but the assignment has epoch 1.
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
            assertFailure(
                    () -> assertThat(o.client).sees("secondary", Health.SERVING),
                    """
                Expecting the client to see secondary SERVING, but it sees it STANDBY.
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
        }
    }

    @Test
    void aClientWithoutARouteIsNotSettled() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            o.organiser.site("primary").inflict(Fault.crash());
            o.enquiringFor(ofSeconds(10));
            assertThat(o.client).isRoutedNowhere();
            assertFailure(
                    () -> assertThat(o.client).isSettled(),
                    """
                Expecting the client to be settled, but it is DETACHED.
                The client now: DETACHED, assigned primary in epoch 1, calls go NOWHERE
                calls: 0 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for     breaker            address
                  primary    DOWN     10.0 s  OPEN     assigned  sim:primary
                  secondary  STANDBY  12.1 s  CLOSED             sim:secondary
                """);
        }
    }

    @Test
    void aClientWithACallUnderWayIsNotSettled() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            o.enquire();
            assertFailure(
                    () -> assertThat(o.client).isSettled(),
                    """
                Expecting the client to be settled, but 1 call has no outcome yet.
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 1 in flight, 0 waiting, 0 overdue, 0 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
        }
    }

    @Test
    void whatIsInDoubtIsListed() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(1))) {
            o.organiser.site("primary").inflict(Fault.hang().always().affecting(Affects.BUSINESS));
            o.organiser.time().await(o.submit(1));
            assertFailure(
                    () -> assertThat(o.client).hasNothingInDoubt(),
                    """
                Expecting nothing to be in doubt, but 1 call is:
                  - submit P001/1 sent to primary in epoch 1 at 2024-03-23T04:00:01Z: no answer from primary within the deadline of submit
                The client now: ATTACHED, assigned primary in epoch 1, calls go to primary
                calls: 0 in flight, 0 waiting, 0 overdue, 1 in doubt
                  site       health   for    breaker          address
                  primary    SERVING  2.8 s  CLOSED   routed  sim:primary
                  secondary  STANDBY  2.1 s  CLOSED           sim:secondary
                """);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a test suite that is not null-marked can do this
    void noClientIsAFailureAndNoNullPointer() {
        @Nullable SiteFailover<?> none = null;
        assertThatThrownBy(() ->
                        FailoverAssertions.assertThat((SiteFailover<?>) none).isSettled())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");
    }

    @Test
    void softAssertionsReportAllThatFail() {
        try (Outage o = Outage.standby().enquiringFor(ofSeconds(3))) {
            assertThatThrownBy(() -> FailoverSoftAssertions.softly(softly -> {
                        softly.assertThat(o.client).isRoutedTo("secondary").isInEpoch(7);
                        softly.assertThat(o.recording).hasNotSwitched().hasSwitched(3);
                        softly.assertThat(1 + 1).isEqualTo(3);
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "(4 failures)",
                            "Expecting calls to go to secondary, but they go to primary.",
                            "Expecting epoch 7, but the assignment has epoch 1.",
                            "Expecting the client to have switched exactly 3 times, but it did not.",
                            "expected: 3");
        }
    }
}
