/**
 * The venue of real time: the engine on the system runtime, real connections, sites that really die. The runner, the
 * steps and the account are the same as everywhere; here are time, an order for what happens at once, and the
 * organiser's hand on sites that are processes or somebody else's.
 *
 * <p>Running the engine itself on one thread per participant was rejected: what is rehearsed would not be what ships.
 * Only what looks on is put in order.
 */
@NullMarked
package dev.sitefailover.rehearsal.live;

import org.jspecify.annotations.NullMarked;
