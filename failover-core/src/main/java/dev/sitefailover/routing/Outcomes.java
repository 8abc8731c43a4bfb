package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.routing.Outcome.Undelivered;
import org.jspecify.annotations.Nullable;

/** An outcome as a plain call returns or throws it. */
final class Outcomes {
    private Outcomes() {}

    static <T extends @Nullable Object, X extends Exception> T value(Outcome<T> outcome) throws X {
        if (outcome instanceof Answered<T> answered) {
            return answered.value();
        }
        throw Outcomes.<X>thrown(asException(outcome));
    }

    /** X or unchecked: a call's function can throw nothing else. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> X thrown(Throwable error) {
        if (error instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (error instanceof Error fatal) {
            throw fatal;
        }
        return (X) error;
    }

    static Throwable asException(Outcome<?> outcome) {
        if (outcome instanceof TurnedDown<?> turnedDown) {
            return turnedDown.error();
        }
        if (outcome instanceof Doubtful<?> doubtful) {
            return new CallInDoubtException(doubtful.entry(), null);
        }
        if (outcome instanceof Undelivered<?> undelivered) {
            return new CallNotDeliveredException(undelivered.reason(), undelivered.error());
        }
        throw new IllegalStateException("an answer is no exception");
    }
}
