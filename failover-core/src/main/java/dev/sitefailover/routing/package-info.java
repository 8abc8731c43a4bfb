/**
 * Carries the calls: route, deadlines, retries, what is in flight and what is in doubt.
 *
 * <p>{@link dev.sitefailover.routing.Router} is the door. A call reads one volatile route and writes only what belongs
 * to it; the switch procedure publishes and withdraws the route. Wrapping the client in a proxy was rejected: only the
 * caller knows whether an operation may be sent twice, so every call names its {@link
 * dev.sitefailover.routing.Operation}.
 *
 * <p>A blocking call on a healthy route occupies a slot that its thread owns and writes nothing else; deadlines,
 * drains, the watch over silence and the taking back of calls read the slots, and wait a millisecond where they must be
 * sure. What was rejected: a fence or a compare-and-set at either end of a call, which costs as much as all the rest of
 * it; a {@code ThreadLocal}, which takes longer to find and is left behind in threads that outlive the client; a
 * breaker that hears of every call, whose window every call of every thread writes.
 */
@NullMarked
package dev.sitefailover.routing;

import org.jspecify.annotations.NullMarked;
