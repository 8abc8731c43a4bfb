/**
 * Carries the calls: route, deadlines, retries, what is in flight and what is in doubt.
 *
 * <p>{@link dev.sitefailover.routing.Router} is the door. A call reads one volatile route and writes only what belongs
 * to it; the switch procedure publishes and withdraws the route. Wrapping the client in a proxy was rejected: only the
 * caller knows whether an operation may be sent twice, so every call names its {@link
 * dev.sitefailover.routing.Operation}.
 */
@NullMarked
package dev.sitefailover.routing;

import org.jspecify.annotations.NullMarked;
