package dev.sitefailover.guard;

import dev.sitefailover.runtime.Chance;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.concurrent.TimeUnit;

/**
 * When to try a failed call again. As safe for use by several threads as the {@link Chance} it draws from. Nothing is
 * made for a call that succeeds at once: {@link #begin()} is called at the first failure.
 */
public final class RetrySchedule {

    /** What {@link Attempts#nextDelayNanos} returns when the call is not to be tried again. */
    public static final long EXHAUSTED = -1;

    private final Retry retry;

    public RetrySchedule(String name, RetrySettings settings, Chance chance) {
        retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(settings.maxAttempts())
                        .intervalFunction(intervals(settings, chance))
                        .build());
    }

    /** The attempts of one call, from its first failure on. */
    public Attempts begin() {
        return new Attempts(retry.asyncContext());
    }

    /** Own jitter, since that of resilience4j draws from the platform's generator. */
    private static IntervalFunction intervals(RetrySettings settings, Chance chance) {
        return attempt -> {
            double delay = settings.firstDelay().toMillis();
            double longest = settings.maxDelay().toMillis();
            for (int i = 1; i < attempt && delay < longest; i++) {
                delay *= settings.multiplier();
            }
            double factor = 1 + settings.jitter() * (2 * chance.nextDouble() - 1);
            return Math.max(0, Math.round(Math.min(delay, longest) * factor));
        };
    }

    /** Counts the failures of one call; used by one thread at a time. */
    public static final class Attempts {
        private final Retry.AsyncContext<Object> context;

        private Attempts(Retry.AsyncContext<Object> context) {
            this.context = context;
        }

        /** How long to wait before the next attempt, or {@link #EXHAUSTED}; called once per failure. */
        public long nextDelayNanos(Throwable failure) {
            long millis = context.onError(failure);
            return millis < 0 ? EXHAUSTED : TimeUnit.MILLISECONDS.toNanos(millis);
        }
    }
}
