package dev.sitefailover.search;

import static dev.sitefailover.search.Scenarios.inflict;
import static dev.sitefailover.search.Scenarios.promote;
import static dev.sitefailover.search.Scenarios.seconds;
import static dev.sitefailover.search.Scenarios.serving;
import static dev.sitefailover.search.Scenarios.standby;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each invariant sees a mistake made by hand, and the engine in the same scenario makes none. */
class InvariantsTest {
    private static final Act CRASH = inflict(10, "primary", Fault.crash());

    @Test
    void twoSitesInOneEpochAreSeen() {
        broken(Invariants.oneSitePerEpoch(), serving(), ScriptedClient.telling(told -> {
            told.published(0, 1);
            told.published(1, 1);
        }));
    }

    @Test
    void anAnswerInAnotherSitesEpochIsSeen() {
        broken(Invariants.oneSitePerEpoch(), serving(), wiring -> {
            new ScriptedClient.Told(wiring).published(1, 1);
            return new ScriptedClient(wiring) {
                @Override
                public CompletionStage<Outcome<Reply>> call(
                        Operation operation,
                        @Nullable String key,
                        Function<Endpoint, CompletionStage<Reply>> function) {
                    return send(function)
                            .thenApply(reply ->
                                    new Outcome.Answered<>(reply, wiring.sites().get(0), new Epoch(1)));
                }
            };
        });
    }

    @Test
    void anEpochGrantedTwiceIsSeen() {
        broken(Invariants.epochsGrow(), serving(), ScriptedClient.telling(told -> {
            told.granted(0, 1);
            told.granted(1, 1);
        }));
    }

    @Test
    void anEpochRoutedAfterALaterOneIsSeen() {
        broken(Invariants.epochsGrow(), serving(), ScriptedClient.telling(told -> {
            told.published(0, 2);
            told.published(1, 1);
        }));
    }

    @Test
    void anAcknowledgementThatNobodyGaveIsSeen() {
        broken(Invariants.nothingAcknowledgedIsLost(), serving(), wiring -> new ScriptedClient(wiring) {
            @Override
            public CompletionStage<Outcome<Reply>> call(
                    Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
                Submission submission = key == null ? null : Submission.ofKey(key);
                Reply reply = new Acknowledgement(submission == null ? 1 : submission.number(), false);
                return CompletableFuture.completedFuture(
                        new Outcome.Answered<>(reply, wiring.sites().get(0), new Epoch(1)));
            }
        });
    }

    @Test
    void aSubmissionSentTwiceIsSeenOnTheWire() {
        broken(Invariants.onceOnlyIsSentOnce(), serving(), SendingTwice::new);
    }

    @Test
    void aSubmissionAppliedTwiceIsSeenInTheBooks() {
        broken(Invariants.nothingIsDoubled(), serving().withKeys(false), SendingTwice::new);
    }

    @Test
    void aSubmissionReportedUndeliveredThatTookEffectIsSeen() {
        broken(Invariants.undeliveredTookNoEffect(), serving(), wiring -> new ScriptedClient(wiring) {
            @Override
            public CompletionStage<Outcome<Reply>> call(
                    Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
                return send(function)
                        .thenApply(reply -> new Outcome.Undelivered<>("lost sight of", Delivery.NOT_SENT, null));
            }
        });
    }

    @Test
    void aCallInDoubtThatIsNotListedIsSeen() {
        broken(
                Invariants.doubtIsKept(),
                serving(inflict(10, "primary", Fault.lostAck(1))),
                ClientSystem.siteFailover(wiring -> wiring.builder().register(new InDoubtRegister())));
    }

    @Test
    void aFourthMoveByChoiceIsSeen() {
        broken(
                Invariants.electiveMovesAreDamped(),
                serving(),
                ScriptedClient.telling(told -> {
                    for (int i = 0; i < 4; i++) {
                        int from = i % 2;
                        told.later(1 + 31 * i, () -> told.moved(from, 1 - from));
                    }
                }),
                seconds(120));
    }

    @Test
    void aMoveByChoiceAfterAShortStayIsSeen() {
        broken(Invariants.electiveMovesAreDamped(), serving(), ScriptedClient.telling(told -> {
            told.later(1, () -> told.moved(0, 1));
            told.later(20, () -> told.moved(1, 0));
        }));
    }

    @Test
    void aReturnToASiteThatHasJustComeBackIsSeen() {
        Scenario scenario = serving(inflict(5, "primary", Fault.crash(), 35))
                .withClient(Scenarios.failingBack(Duration.ofSeconds(15)));
        broken(Invariants.failbackIsPatient(), scenario, ClientSystem.siteFailover(wiring -> wiring.builder()
                .policy(FailoverPolicy.automatic(Failback.automatic(Duration.ZERO)))));
    }

    @Test
    void callsSentToASiteThatNeverServedAreSeen() {
        broken(Invariants.noMoveToAClosedSite(), standby(), ScriptedClient.telling(told -> told.published(1, 1)));
    }

    @Test
    void callsSentToASiteLongClosedAreSeen() {
        broken(
                Invariants.noMoveToAClosedSite(),
                serving(CRASH),
                ScriptedClient.telling(told -> told.later(15, () -> told.published(0, 1))));
    }

    @Test
    void aMoveWhileMovesAreHeldIsSeen() {
        broken(
                Invariants.holdIsKept(),
                serving(new Act.Hold(seconds(5), 0, seconds(30)), CRASH),
                ScriptedClient.telling(told -> told.later(12, () -> told.decided(1))));
    }

    @Test
    void aCallThatNeverEndsIsSeen() {
        broken(Invariants.callsEndInTime(), serving(), wiring -> new ScriptedClient(wiring) {
            @Override
            public CompletionStage<Outcome<Reply>> call(
                    Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
                return new CompletableFuture<>();
            }
        });
    }

    @Test
    void aSwitchThatTakesTooLongIsSeen() {
        broken(
                Invariants.switchTimeKeepsTheFormula(),
                serving(inflict(20, "primary", Fault.crash())),
                ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared())));
    }

    @Test
    void aSurvivorThatIsNotUsedIsSeen() {
        broken(
                Invariants.theSurvivorIsUsed(),
                standby(CRASH, promote(15, "secondary")),
                ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared())),
                seconds(70));
    }

    @Test
    void aSiteWhereProbesPassAndCallsFailIsLeft() {
        Act gray =
                new Act.Inflict(seconds(10), "primary", Fault.refuse().always().affecting(Affects.BUSINESS));
        broken(
                Invariants.theSurvivorIsUsed(),
                serving(gray),
                ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared())),
                seconds(70));
    }

    @Test
    void aClientSystemThatNeverComesBackIsSeen() {
        broken(
                Invariants.everybodyConverges(),
                standby(CRASH, promote(15, "secondary")),
                ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared())));
    }

    @Test
    void aClientSystemThatThrowsIsSeen() {
        TrialResult result = Trial.of(
                        wiring -> {
                            throw new IllegalStateException("planted");
                        },
                        List.of())
                .run(serving());

        assertThat(result.violation())
                .hasValueSatisfying(v -> assertThat(v.message()).contains("planted"));
    }

    @Test
    void anInvariantOfOnesOwnTakesOneLine() {
        Invariant own = Invariant.always(
                "nobody is ever at the secondary",
                world -> world.gateway(0).isRoutedTo("secondary") ? "a gateway is at the secondary" : null);

        Violation violation = Trial.of(ClientSystem.siteFailover(), List.of(own))
                .run(serving(CRASH))
                .violation()
                .orElseThrow();

        assertThat(violation.invariant()).isEqualTo("nobody is ever at the secondary");
        assertThat(violation.at())
                .isBetween(seconds(10), seconds(10).plus(serving().settling()));
    }

    private static void broken(Invariant invariant, Scenario scenario, ClientSystem by, Duration length) {
        broken(invariant, scenario.withLength(length), by);
    }

    private static void broken(Invariant invariant, Scenario scenario, ClientSystem by) {
        assertThat(Trial.of(by, List.of(invariant)).run(scenario).violation())
                .hasValueSatisfying(
                        violation -> assertThat(violation.invariant()).isEqualTo(invariant.name()));
        assertThat(Trial.ofEngine().run(scenario).violation()).isEqualTo(Optional.empty());
    }

    /** Sends every request twice. */
    private static final class SendingTwice extends ScriptedClient {
        SendingTwice(Wiring wiring) {
            super(wiring);
        }

        @Override
        public CompletionStage<Outcome<Reply>> call(
                Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
            CompletionStage<Reply> first = send(function);
            return send(function)
                    .thenCombine(
                            first,
                            (again, reply) ->
                                    new Outcome.Answered<>(reply, wiring.sites().get(0), new Epoch(1)));
        }
    }
}
