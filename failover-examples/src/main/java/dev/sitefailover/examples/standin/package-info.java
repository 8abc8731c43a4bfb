/**
 * A stand-in clearing house: one site as a real process with durable state, replication to its peer and faults that can
 * be switched on, so that a gateway can be pointed at something that really dies.
 *
 * <p>It is an example's room and not the library's: nobody should build a clearing house on it. Playing the site inside
 * the tester's own process was rejected, since such a site cannot be killed; a container was rejected, since it wants
 * more than a Java machine.
 */
@NullMarked
package dev.sitefailover.examples.standin;

import org.jspecify.annotations.NullMarked;
