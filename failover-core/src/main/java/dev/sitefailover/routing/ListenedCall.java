package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Answered;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the outcome instead of making a stage of it. */
final class ListenedCall<C, T extends @Nullable Object> extends AsyncCall<C, T, Void> {
    private final Consumer<? super Outcome<T>> listener;

    ListenedCall(
            Router<C> router,
            Operation operation,
            @Nullable String key,
            Function<? super C, ? extends CompletionStage<T>> function,
            DeadlineList deadlines,
            long now,
            Consumer<? super Outcome<T>> listener) {
        super(router, operation, key, function, deadlines, now);
        this.listener = listener;
    }

    @Override
    void answered(T value, Route<C> route) {
        ended(new Answered<>(value, route.site(), route.epoch()));
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // what a listener throws must not reach whoever brought the answer
    void ended(Outcome<T> outcome) {
        try {
            listener.accept(outcome);
        } catch (Throwable t) {
            router.log().error("the listener of a call failed on {}", outcome, t);
        }
    }
}
