package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.routing.Outcome.Undelivered;

/** An outcome that is no answer, as the exception a plain call throws. */
final class Outcomes {
    private Outcomes() {}

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
