/**
 * The rehearsal of a rundown: the runner and where it runs.
 *
 * <p>{@link dev.sitefailover.rehearsal.Rehearsal} is the door, {@link dev.sitefailover.rehearsal.Venue} the place: time, ways
 * to the sites and the organiser's hand on them. Steps, moves and accounts are here and the same at every venue. A runner
 * per venue was rejected: what is rehearsed simulated and live would drift apart.
 */
@NullMarked
package dev.sitefailover.rehearsal;

import org.jspecify.annotations.NullMarked;
