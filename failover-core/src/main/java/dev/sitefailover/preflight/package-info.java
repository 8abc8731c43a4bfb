/**
 * What a participant checks the week before: can every site be reached, is it the right one, and will it still be so on
 * the day.
 *
 * <p>It asks the network itself instead of the ready-made endpoints, because an endpoint that fails says only that it
 * failed, and here the question is where. One library per check (DNS, TLS, time) was rejected: the JVM's own resolver
 * and trust store are exactly what the gateway will use, so they are what has to be looked at.
 */
@NullMarked
package dev.sitefailover.preflight;

import org.jspecify.annotations.NullMarked;
