/**
 * The venue under virtual time: every participant has a simulation of its own, and they meet where the organiser acts.
 *
 * <p>One loop for all participants was rejected: it slows down with their number by cache misses alone, and cannot use a
 * second processor.
 */
@NullMarked
package dev.sitefailover.rehearsal.simulated;

import org.jspecify.annotations.NullMarked;
