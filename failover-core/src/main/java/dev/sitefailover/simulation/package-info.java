/**
 * The world the engine is tested in: time that passes only when asked to, sites that obey, faults on command, and a trace
 * that tells two runs apart by one changed byte.
 *
 * <p>One loop per participant instead of one for all: with thousands of participants a single loop loses nine tenths of
 * its speed to cache misses. Ready-made virtual-time schedulers were rejected for their cost per event, and because none
 * of them offers clock, scheduler and runtime over one queue.
 */
@NullMarked
package dev.sitefailover.simulation;

import org.jspecify.annotations.NullMarked;
