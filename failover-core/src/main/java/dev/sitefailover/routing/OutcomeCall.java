package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Answered;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Completes with the outcome, never exceptionally. */
final class OutcomeCall<C, T extends @Nullable Object> extends AsyncCall<C, T, Outcome<T>> {
    OutcomeCall(
            Router<C> router,
            Operation operation,
            @Nullable String key,
            Function<? super C, ? extends CompletionStage<T>> function,
            DeadlineList deadlines,
            long now) {
        super(router, operation, key, function, deadlines, now);
    }

    @Override
    void answered(T value, Route<C> route) {
        complete(new Answered<>(value, route.site(), route.epoch()));
    }

    @Override
    void ended(Outcome<T> outcome) {
        complete(outcome);
    }
}
