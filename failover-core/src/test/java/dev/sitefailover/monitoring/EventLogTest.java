package dev.sitefailover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.monitoring.CapturingLogger.Line;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class EventLogTest {
    private final CapturingLogger logger = new CapturingLogger(Level.DEBUG);
    private final Pair pair = new Pair(EventLog.to(logger));

    @Test
    void anAttachmentTellsWhereCallsGo() {
        assertThat(logger.last("calls go to a site"))
                .isEqualTo(
                        new Line(Level.INFO, "calls go to a site", java.util.Map.of("site", "primary", "epoch", 1L)));
        assertThat(logger.of("logged on to a site")).singleElement().satisfies(line -> assertThat(line.level())
                .isEqualTo(Level.DEBUG));
    }

    @Test
    void aFailoverIsAWarningFromTheLossToTheCompleteMove() {
        pair.fail();
        assertThat(logger.last("health of a site changed").keys()).containsKeys("site", "before", "after");
        assertThat(logger.of("health of a site changed"))
                .contains(new Line(
                        Level.WARN,
                        "health of a site changed",
                        java.util.Map.of("site", "primary", "before", "serving", "after", "down")));
        assertThat(logger.last("the site calls go to is lost").level()).isEqualTo(Level.WARN);
        assertThat(logger.last("a move was decided").keys())
                .containsEntry("aim", "move")
                .containsEntry("forced", true)
                .containsEntry("site", "secondary");
        Line move = logger.last("a move is complete");
        assertThat(move.level()).isEqualTo(Level.WARN);
        assertThat(move.keys())
                .containsEntry("from", "primary")
                .containsEntry("to", "secondary")
                .containsEntry("epoch", 2L)
                .containsEntry("declared", false)
                .containsKeys("decidedAfterMillis", "activatedAfterMillis", "routedAfterMillis", "why");
    }

    @Test
    void aDeclaredMoveIsNoWarning() {
        pair.answers.put("secondary", ProbeResult.serving());
        pair.pass(Pair.A_WHILE);
        pair.time.await(
                pair.client.switchTo("secondary", SwitchRequest.graceful().because("drill")), Pair.A_WHILE);
        pair.pass(Duration.ofMillis(1));
        assertThat(logger.last("a move was requested").keys()).containsEntry("why", "drill");
        assertThat(logger.last("a requested move ended"))
                .satisfies(line -> assertThat(line.level()).isEqualTo(Level.INFO))
                .satisfies(line -> assertThat(line.keys()).containsEntry("outcome", "switched"));
        assertThat(logger.last("a move is complete").level()).isEqualTo(Level.INFO);
        assertThat(logger.lines).noneMatch(line -> line.level() == Level.WARN);
    }

    @Test
    void theOperatorsHandIsOnTheRecord() {
        pair.client.hold(Duration.ofMinutes(5), "freeze");
        pair.client.release();
        pair.client.exclude("secondary", Duration.ofMinutes(7), "broken");
        pair.client.include("secondary");
        pair.pass(Duration.ofMillis(1));
        assertThat(logger.last("automatic moves are held").keys())
                .containsEntry("forMillis", 300_000L)
                .containsEntry("why", "freeze");
        assertThat(logger.last("automatic moves are no longer held").keys()).containsEntry("expired", false);
        assertThat(logger.last("a site is excluded").keys()).containsEntry("forMillis", 420_000L);
        assertThat(logger.last("a site is no longer excluded").keys()).containsEntry("site", "secondary");
    }

    @Test
    void aCallInDoubtIsAWarningAndItsSettlementSaysWhatWasFound() {
        pair.submitIntoTheDark("order-1");
        assertThat(logger.last("a call is in doubt"))
                .satisfies(line -> assertThat(line.level()).isEqualTo(Level.WARN))
                .satisfies(line -> assertThat(line.keys())
                        .containsEntry("operation", "submit")
                        .containsEntry("key", "order-1")
                        .containsEntry("site", "primary")
                        .containsKeys("sentAt", "why"));
        pair.finding = Finding.ABSENT;
        // where it was sent, absent is believed only after it has been said for so long
        pair.pass(CallSettings.DEFAULT.absentAfter().plus(Pair.A_WHILE).multipliedBy(2));
        assertThat(logger.last("a call in doubt was settled"))
                .satisfies(line -> assertThat(line.level()).isEqualTo(Level.WARN))
                .satisfies(line -> assertThat(line.keys()).containsEntry("finding", "absent"));
    }

    @Test
    void aNamedClientIsInEveryLine() {
        CapturingLogger own = new CapturingLogger(Level.INFO);
        Pair named = new Pair(EventLog.to(own).named("gateway-7"));
        named.fail();
        named.close();
        assertThat(own.lines).isNotEmpty().allSatisfy(line -> assertThat(line.keys())
                .containsEntry("client", "gateway-7"));
        assertThat(own.last("the client is closed").level()).isEqualTo(Level.INFO);
        assertThat(own.lines).noneMatch(line -> line.level() == Level.DEBUG);
    }

    /** A kind of event added to the family must be given words here. */
    @Test
    void everyKindOfEventHasWords() {
        for (Class<?> kind : SwitchEvent.class.getPermittedSubclasses()) {
            assertThat(EventLine.of(Samples.of(kind)).message)
                    .as(kind.getSimpleName())
                    .contains(" ");
        }
    }
}
