/**
 * Switch: the controller as a function from state, input and time to the next state and the effects to carry out.
 *
 * <p>It holds no clock, thread or callback, so that every reachable state can be enumerated and checked. The root
 * interprets the effects, one input at a time. Actors and listeners between the steps of a move were rejected: what can
 * interleave must be visible in the state.
 */
@NullMarked
package dev.sitefailover.control;

import org.jspecify.annotations.NullMarked;
