/**
 * Circuit breaker and retry intervals, the only room that knows resilience4j; none of its types leaves it.
 *
 * <p>What was rejected: the decorators of resilience4j (they read the real clock, sleep in real time, or lose an exception
 * of a later attempt), its event listeners (an open listener costs more than the rest of the call), its automatic
 * transitions (they run on a real scheduler), and its randomised intervals (they draw from the platform's generator).
 */
@NullMarked
package dev.sitefailover.guard;

import org.jspecify.annotations.NullMarked;
