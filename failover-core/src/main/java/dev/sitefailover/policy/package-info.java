/**
 * Decide: should we be elsewhere?
 *
 * <p>A policy is a pure function from what is known to a decision, so that policies can be composed by lambdas, replayed
 * and checked exhaustively. Policies with state or a clock of their own were rejected: whatever needs time is in the
 * {@link dev.sitefailover.policy.Situation}, and whatever must wait says when to ask again.
 */
@NullMarked
package dev.sitefailover.policy;

import org.jspecify.annotations.NullMarked;
