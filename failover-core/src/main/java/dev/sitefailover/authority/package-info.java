/**
 * May I? Who moves asks an authority first, and the authority alone mints epochs.
 *
 * <p>Asynchronous, because a shared authority (one decision for several gateways of a participant) answers over a
 * network. Letting the controller count epochs itself was rejected: two controllers would then mint the same number.
 */
@NullMarked
package dev.sitefailover.authority;

import org.jspecify.annotations.NullMarked;
