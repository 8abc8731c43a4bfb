package dev.sitefailover.routing;

import java.time.Duration;

/**
 * How calls are carried. Immutable.
 *
 * @param timeout the deadline of a call from its start, waiting and retries included; default 2 s. One
 *     below 2 ms may be late by as much where the call blocks.
 * @param waitForRoute how long a call that arrives during a switchover waits for the new route (never beyond its
 *     deadline); zero fails fast; default 2 s. A call that arrives when there is nowhere to go fails at once.
 * @param reconcileEvery how often open in-doubt entries are enquired about while a site is routed; default 5 s
 * @param absentAfter for how long the very site a request was sent to has to answer enquiries, in the same epoch, that
 *     the request is {@link Finding#ABSENT} before that counts; default 1 min; zero believes it at once. A process that
 *     was stopped and goes on answers enquiries while it works off requests that waited in its sockets, and after a
 *     break in the network what was under way may be repeated minutes later. To take the first answer for the truth is
 *     to have the request sent again under another key and applied twice. An enquiry that gets no answer begins the time
 *     anew. At another site, or in a later epoch, where the old connections are closed, it counts at once.
 * @param timing which blocking calls read the clock; default {@link Timing#EVERY_CALL}
 */
public record CallSettings(
        Duration timeout, Duration waitForRoute, Duration reconcileEvery, Duration absentAfter, Timing timing) {

    /** Which calls on the caller's own thread read the clock, twice each, while nothing is unusual. */
    public enum Timing {
        /** All of them. */
        EVERY_CALL,
        /**
         * One in 256, and every once-only call. What is lost for the others: their deadline counts from when they are
         * first seen in flight, which makes it late by a sixteenth of the shortest timeout in use at most, or 1 ms; a
         * silence of the site is noticed later by half its limit at most; and the percentile of the site's gaps between
         * answers, which the silence threshold follows, comes from the sample.
         */
        SAMPLED
    }

    public static final CallSettings DEFAULT = new CallSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Timing.EVERY_CALL);

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
        if (absentAfter.isNegative()) {
            throw new IllegalArgumentException("absentAfter must be >= 0, was " + absentAfter);
        }
    }

    public CallSettings withTimeout(Duration timeout) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery, absentAfter, timing);
    }

    public CallSettings withWaitForRoute(Duration waitForRoute) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery, absentAfter, timing);
    }

    public CallSettings withReconcileEvery(Duration reconcileEvery) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery, absentAfter, timing);
    }

    public CallSettings withAbsentAfter(Duration absentAfter) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery, absentAfter, timing);
    }

    public CallSettings withTiming(Timing timing) {
        return new CallSettings(timeout, waitForRoute, reconcileEvery, absentAfter, timing);
    }
}
