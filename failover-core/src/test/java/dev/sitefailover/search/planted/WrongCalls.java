package dev.sitefailover.search.planted;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.RunningClient;
import dev.sitefailover.search.Wiring;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Client systems that carry calls wrongly: mistakes of the gateway around a good engine. */
final class WrongCalls {
    private static final ClientSystem ENGINE = ClientSystem.siteFailover();

    private WrongCalls() {}

    /** The engine with calls made otherwise. */
    private static ClientSystem calling(Function<Wiring, Calling> mistakes) {
        return wiring -> around(ENGINE.start(wiring), mistakes.apply(wiring));
    }

    /** How a gateway makes a call. */
    @FunctionalInterface
    private interface Calling {
        CompletionStage<Outcome<Reply>> call(
                RunningClient right,
                Operation operation,
                @Nullable String key,
                Function<Endpoint, CompletionStage<Reply>> function);
    }

    private static RunningClient around(RunningClient right, Calling mistake) {
        return new Around(right) {
            @Override
            public CompletionStage<Outcome<Reply>> call(
                    Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
                return mistake.call(right, operation, key, function);
            }
        };
    }

    /** The outcome is not what it was. */
    private static ClientSystem telling(Function<Outcome<Reply>, Outcome<Reply>> otherwise) {
        return calling(wiring -> (right, operation, key, function) ->
                right.call(operation, key, function).thenApply(otherwise));
    }

    /** Whatever failed is tried again. */
    static ClientSystem onceOnlyOperationsAreRetried() {
        return calling(wiring ->
                (right, operation, key, function) -> right.call(Operation.idempotent(operation.name()), key, function));
    }

    /** A submission without an acknowledgement is submitted again. */
    static ClientSystem aLostAcknowledgementIsSubmittedAgain() {
        return calling(wiring -> (right, operation, key, function) -> right.call(operation, key, function)
                .thenCompose(outcome -> outcome instanceof Doubtful
                        ? right.call(operation, key, function)
                        : CompletableFuture.completedFuture(outcome)));
    }

    /** A connection that breaks is taken for a request that was not sent. */
    static ClientSystem aBrokenConnectionCountsAsNotSent() {
        FailureClassifier right = FailureClassifier.standard();
        return ClientSystem.siteFailover(wiring -> wiring.builder()
                .classifier(
                        error -> right.ofError(error) == Delivery.IN_DOUBT ? Delivery.NOT_SENT : right.ofError(error)));
    }

    /** No answer in time is reported as a plain failure. */
    static ClientSystem aTimeoutIsAFailure() {
        return telling(outcome -> outcome instanceof Doubtful<Reply> doubtful
                ? new Undelivered<>(doubtful.entry().reason(), Delivery.NOT_SENT, null)
                : outcome);
    }

    /** What was sent is done. */
    static ClientSystem sentMeansDone() {
        return telling(outcome -> outcome instanceof Doubtful<Reply> doubtful
                ? new Answered<>(
                        new Acknowledgement(number(doubtful.entry()), false),
                        doubtful.entry().site(),
                        doubtful.entry().epoch())
                : outcome);
    }

    private static long number(InDoubtEntry entry) {
        Submission submission = Submission.ofKey(entry.key());
        if (submission == null) {
            throw new IllegalArgumentException("no key of a submission: " + entry.key());
        }
        return submission.number();
    }

    /** A call waits for its answer as long as the connection does. */
    static ClientSystem theDeadlineIsLeftToTheTransport() {
        return calling(wiring ->
                (right, operation, key, function) -> right.call(operation.within(Duration.ofHours(2)), key, function));
    }

    /** An answer is booked in the epoch in which it arrives, not in the one in which it was asked for. */
    static ClientSystem answersCountInTheEpochTheyArriveIn() {
        return wiring -> {
            Epoch[] now = {Epoch.NONE};
            FailoverListener listener = event -> {
                if (event instanceof SwitchEvent.Published published) {
                    now[0] = published.epoch();
                }
            };
            RunningClient right =
                    RunningClient.of(wiring.builder().listener(listener).start());
            return around(right, (engine, operation, key, function) -> engine.call(operation, key, function)
                    .thenApply(outcome -> outcome instanceof Answered<Reply> answered
                            ? new Answered<>(answered.value(), answered.site(), now[0])
                            : outcome));
        };
    }

    /** Calls under way when a site is left are forgotten: nobody tells their callers. */
    static ClientSystem callsUnderWayAtASwitchAreForgotten() {
        return wiring -> {
            int[] routes = {0};
            FailoverListener listener = event -> routes[0] += event instanceof SwitchEvent.Withdrawn ? 1 : 0;
            RunningClient right =
                    RunningClient.of(wiring.builder().listener(listener).start());
            return around(right, (engine, operation, key, function) -> {
                int begun = routes[0];
                return engine.call(operation, key, function)
                        .thenCompose(outcome -> routes[0] == begun
                                ? CompletableFuture.completedFuture(outcome)
                                : new CompletableFuture<>());
            });
        };
    }

    /** The connection made first is used for ever, whatever the route says. */
    static ClientSystem oldConnectionsAreKept() {
        return calling(wiring -> {
            Endpoint[] first = {null};
            return (right, operation, key, function) -> right.call(operation, key, endpoint -> {
                first[0] = first[0] == null ? endpoint : first[0];
                return function.apply(first[0]);
            });
        });
    }

    /** A breaker around everything, which knows nothing of sites: the survivor is locked out as well. */
    static ClientSystem oneBreakerForAllSites(int failures, Duration open) {
        return calling(wiring -> {
            int[] inARow = {0};
            long[] openUntil = {0};
            return (right, operation, key, function) -> {
                if (wiring.runtime().nanoTime() < openUntil[0]) {
                    return CompletableFuture.completedFuture(
                            new Undelivered<>("the breaker is open", Delivery.NOT_SENT, null));
                }
                return right.call(operation, key, function).thenApply(outcome -> {
                    inARow[0] = outcome.isAnswered() ? 0 : inARow[0] + 1;
                    if (inARow[0] >= failures) {
                        openUntil[0] = wiring.runtime().nanoTime() + open.toNanos();
                        inARow[0] = 0;
                    }
                    return outcome;
                });
            };
        });
    }
}
