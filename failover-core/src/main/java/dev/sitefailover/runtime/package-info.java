/**
 * Time, threads and chance behind one seam.
 *
 * <p>This room exists so that one engine runs embedded, simulated and rehearsed. Passing a {@link java.time.Clock}, a
 * {@code ScheduledExecutorService} and a {@code Random} separately was rejected: half-injected time is the commonest
 * reason why a library cannot be tested without sleeping.
 */
@NullMarked
package dev.sitefailover.runtime;

import org.jspecify.annotations.NullMarked;
