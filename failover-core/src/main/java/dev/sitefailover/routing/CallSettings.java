package dev.sitefailover.routing;

import java.time.Duration;

/**
 * How calls are carried. Immutable.
 *
 * @param timeout the deadline of a call from its start, waiting and retries included; default 2 s
 * @param waitForRoute how long a call that arrives during a switchover waits for the new route (never beyond its
 *     deadline); zero fails fast; default 2 s. A call that arrives when there is nowhere to go fails at once.
 * @param reconcileEvery how often open in-doubt entries are enquired about while a site is routed; default 5 s
 */
public record CallSettings(Duration timeout, Duration waitForRoute, Duration reconcileEvery) {

    public static final CallSettings DEFAULT =
            new CallSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));

    public CallSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be > 0, was " + timeout);
        }
        if (waitForRoute.isNegative()) {
            throw new IllegalArgumentException("waitForRoute must be >= 0, was " + waitForRoute);
        }
        if (reconcileEvery.isNegative() || reconcileEvery.isZero()) {
            throw new IllegalArgumentException("reconcileEvery must be > 0, was " + reconcileEvery);
        }
    }

    public CallSettings withTimeout(Duration timeout) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery);
    }

    public CallSettings withWaitForRoute(Duration waitForRoute) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery);
    }

    public CallSettings withReconcileEvery(Duration reconcileEvery) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery);
    }
}
