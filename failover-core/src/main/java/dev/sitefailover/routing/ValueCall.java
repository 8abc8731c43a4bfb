package dev.sitefailover.routing;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Completes with the value; everything else is an exception. */
final class ValueCall<C, T extends @Nullable Object> extends AsyncCall<C, T, T> {
    ValueCall(
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
        complete(value);
    }

    @Override
    void ended(Outcome<T> outcome) {
        completeExceptionally(Outcomes.asException(outcome));
    }
}
