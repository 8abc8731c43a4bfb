/**
 * For whoever looks on: figures for Micrometer, events for the log, a hand on the switch through JMX.
 *
 * <p>A room of its own, so that the engine knows none of them: everything here is built on the public door, and the
 * library runs without Micrometer on the class path. A metrics interface of our own inside the engine was rejected:
 * every adapter would need another adapter, and the hot path would pay for figures that nobody reads.
 */
@NullMarked
package dev.sitefailover.monitoring;

import org.jspecify.annotations.NullMarked;
